import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AttemptEntity,
  endDeliveries,
  expireLeases,
  recordAttempts,
} from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

async function addWebhook() {
  const workspace = await database.addWorkspace();
  return { workspace, webhook: await database.addWebhook(workspace) };
}

const reasons = ['WEBHOOK_DISABLED', 'WEBHOOK_SUSPENDED', 'WEBHOOK_DELETED'] as const;

describe('endDeliveries', () => {
  test.each(reasons)(
    'ends due deliveries as FAILED with the reason %s, without an attempt',
    async (reason) => {
      const { workspace, webhook } = await addWebhook();
      const made = await database.publish(workspace, { count: 2 });

      expect(await endDeliveries(database.em(), webhook, reason)).toBe(2);
      for (const { id } of made) {
        const ended = await database.readDelivery(id);
        expect(ended).toMatchObject({
          status: 'FAILED',
          statusReason: reason,
          attemptCount: 0,
        });
        expect(ended.completedAt).toBeInstanceOf(Date);
        expect(await database.readQueued(id)).toBeUndefined();
        expect(await database.em().count(AttemptEntity, { deliveryId: id })).toBe(0);
      }
    },
  );

  test('counts ended deliveries and adds them to the change table', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await database.publish(workspace, { count: 3 });
    await endDeliveries(database.em(), webhook, 'WEBHOOK_DISABLED');

    expect(
      await database.query(
        `select succeeded_count as succeeded, failed_count as failed from webhook_hours where webhook_id = '${webhook}'`,
      ),
    ).toEqual([{ succeeded: 0, failed: 3 }]);
    const changes = await database.query<{ ids: string[] }>(
      `select delivery_ids as ids from delivery_changes where workspace_id = '${workspace}' order by created_at`,
    );
    expect(changes.at(-1)!.ids.sort()).toEqual(made.map(({ id }) => id).sort());
  });

  test('does not change other webhooks, TESTs, later retries and requests in flight', async () => {
    const { workspace, webhook } = await addWebhook();
    const other = await database.addWebhook(workspace, ['rent.deleted']);
    await database.publish(workspace, { type: 'rent.deleted' });
    await database.publish(workspace, { addressee: { webhookId: webhook, trigger: 'TEST' } });
    await database.publish(workspace, { count: 2 });
    const claimed = await database.claim([webhook]);
    const [test, retried] = claimed;
    await recordAttempts(database.em(), [
      resultOf(retried!, { status: 'PENDING', delayMs: 60_000 }, unavailable),
    ]);

    expect(test!.trigger).toBe('TEST');
    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endDeliveries(database.em(), other, 'WEBHOOK_DISABLED')).toBe(1);
  });

  test('ends a TEST only if the webhook was deleted', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });

    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_SUSPENDED')).toBe(0);
    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      statusReason: 'WEBHOOK_DELETED',
    });
  });

  test('ends a delivery with an expired lease after its attempt is logged as OUTCOME_UNKNOWN', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    await database.claim([webhook], { leaseSeconds: 0 });

    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DELETED')).toBe(0);
    await expireLeases(database.em(), decideAfter(10));
    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      status: 'FAILED',
      statusReason: 'WEBHOOK_DELETED',
      attemptCount: 1,
    });
    expect(await database.em().find(AttemptEntity, { deliveryId: made!.id })).toMatchObject([
      { number: 1, errorCode: 'OUTCOME_UNKNOWN' },
    ]);
  });

  test('ends deliveries of several days', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await database.publish(workspace, { count: 2 });
    await database.moveToYesterday([made[0]!.id]);

    expect(await endDeliveries(database.em(), webhook, 'WEBHOOK_DELETED')).toBe(2);
    expect(await database.claim([webhook])).toEqual([]);
  });

  test('ends many deliveries in batches, one per call, until none is left', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace, { count: 501 });

    const ended = [];
    do ended.push(await endDeliveries(database.em(), webhook, 'WEBHOOK_DELETED'));
    while (ended.at(-1) !== 0);
    expect(ended.length).toBeGreaterThan(2);
    expect(ended.reduce((sum, count) => sum + count)).toBe(501);
  });
});
