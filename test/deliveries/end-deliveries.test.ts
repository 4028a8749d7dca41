import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AttemptEntity,
  endDeliveries,
  expireLeases,
  recordAttempts,
} from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryLab,
  resultOf,
  unavailable,
  type DeliveryLab,
} from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

async function addWebhook() {
  const workspace = await lab.addWorkspace();
  return { workspace, webhook: await lab.addWebhook(workspace) };
}

const reasons = ['WEBHOOK_DISABLED', 'WEBHOOK_SUSPENDED', 'WEBHOOK_DELETED'] as const;

describe('endDeliveries', () => {
  test.each(reasons)(
    'ends what is due as FAILED with the reason %s, without an attempt',
    async (reason) => {
      const { workspace, webhook } = await addWebhook();
      const made = await lab.publish(workspace, { count: 2 });

      expect(await endDeliveries(lab.em(), webhook, reason)).toBe(2);
      for (const { id } of made) {
        const ended = await lab.readDelivery(id);
        expect(ended).toMatchObject({
          status: 'FAILED',
          statusReason: reason,
          dueAt: null,
          attemptCount: 0,
        });
        expect(ended.completedAt).toBeInstanceOf(Date);
        expect(await lab.em().count(AttemptEntity, { deliveryId: id })).toBe(0);
      }
    },
  );

  test('counts what it ended and shows it to the change table', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await lab.publish(workspace, { count: 3 });
    await endDeliveries(lab.em(), webhook, 'WEBHOOK_DISABLED');

    expect(
      await lab.query(
        `select succeeded_count as succeeded, failed_count as failed from webhook_hours where webhook_id = '${webhook}'`,
      ),
    ).toEqual([{ succeeded: 0, failed: 3 }]);
    const changes = await lab.query<{ ids: string[] }>(
      `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}' order by created_at`,
    );
    expect(changes.at(-1)!.ids.sort()).toEqual(made.map(({ id }) => id).sort());
  });

  test('leaves other webhooks, TESTs, retries that are not due and requests in flight alone', async () => {
    const { workspace, webhook } = await addWebhook();
    const other = await lab.addWebhook(workspace, ['rent.deleted']);
    await lab.publish(workspace, { type: 'rent.deleted' });
    await lab.publish(workspace, { addressee: { webhookId: webhook, trigger: 'TEST' } });
    await lab.publish(workspace, { count: 2 });
    const claimed = await lab.claim([webhook]);
    const [test, retried] = claimed;
    await recordAttempts(lab.em(), [
      resultOf(retried!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
    ]);

    expect(test!.trigger).toBe('TEST');
    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endDeliveries(lab.em(), other, 'WEBHOOK_DISABLED')).toBe(1);
  });

  test('ends a TEST only when the webhook was deleted', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await lab.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });

    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_SUSPENDED')).toBe(0);
    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await lab.readDelivery(made!.id)).toMatchObject({ statusReason: 'WEBHOOK_DELETED' });
  });

  test('ends a delivery whose lease ran out, once its attempt is logged as OUTCOME_UNKNOWN', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await lab.publish(workspace);
    await lab.claim([webhook], { leaseSeconds: 0 });

    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DELETED')).toBe(0);
    await expireLeases(lab.em(), decideAfter(10));
    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await lab.readDelivery(made!.id)).toMatchObject({
      status: 'FAILED',
      statusReason: 'WEBHOOK_DELETED',
      attemptCount: 1,
    });
    expect(await lab.em().find(AttemptEntity, { deliveryId: made!.id })).toMatchObject([
      { number: 1, errorCode: 'OUTCOME_UNKNOWN' },
    ]);
  });

  test('ends deliveries of several days', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await lab.publish(workspace, { count: 2 });
    await lab.moveToYesterday([made[0]!.id]);

    expect(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DELETED')).toBe(2);
    expect(await lab.claim([webhook])).toEqual([]);
  });

  test('ends many in batches: call by call until none is left', async () => {
    const { workspace, webhook } = await addWebhook();
    await lab.publish(workspace, { count: 501 });

    const ended = [];
    do ended.push(await endDeliveries(lab.em(), webhook, 'WEBHOOK_DELETED'));
    while (ended.at(-1) !== 0);
    expect(ended.length).toBeGreaterThan(2);
    expect(ended.reduce((sum, count) => sum + count)).toBe(501);
  });
});
