import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endDeliveries, expireLeases, recordAttempts } from '../../src/deliveries/index.ts';
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

/** Assignments that put a webhook into a state in which it gets no requests. */
const states = {
  WEBHOOK_DISABLED: `disabled_at = now(), disabled_reason = 'FAILING'`,
  WEBHOOK_SUSPENDED: 'suspended = true',
  WEBHOOK_DELETED: 'deleted_at = now()',
};

/** Puts the webhook into a state and no other, and ends its deliveries. */
async function endAs(webhook: string, state: keyof typeof states): Promise<number> {
  await database.changeWebhook(
    webhook,
    'disabled_at = null, disabled_reason = null, suspended = false',
  );
  await database.changeWebhook(webhook, states[state]);
  return endDeliveries(database.em(), webhook);
}

describe('endDeliveries', () => {
  test.each(Object.keys(states) as (keyof typeof states)[])(
    'ends due deliveries as FAILED with the reason %s, without an attempt',
    async (reason) => {
      const { workspace, webhook } = await addWebhook();
      const made = await database.publish(workspace, { count: 2 });

      expect(await endAs(webhook, reason)).toBe(2);
      for (const { id } of made) {
        const ended = await database.readDelivery(id);
        expect(ended).toMatchObject({
          status: 'FAILED',
          statusReason: reason,
          attemptCount: 0,
        });
        expect(ended.updatedAt).toBeInstanceOf(Date);
        expect(await database.readQueued(id)).toBeUndefined();
        expect(await database.readAttempts(id)).toEqual([]);
      }
    },
  );

  test('ends nothing of a webhook that may receive requests, even if a scan saw it disabled', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.changeWebhook(webhook, states.WEBHOOK_DISABLED);
    await database.changeWebhook(webhook, 'disabled_at = null, disabled_reason = null');
    const [made] = await database.publish(workspace);

    expect(await endDeliveries(database.em(), webhook)).toBe(0);
    expect(await database.readDelivery(made!.id)).toMatchObject({ status: 'PENDING' });
    expect(await database.claim([webhook])).toMatchObject([{ id: made!.id }]);
  });

  test('ends deliveries of a webhook that is missing, as those of a deleted one', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    await database.query(`delete from webhooks where id = '${webhook}'`);

    expect(await endDeliveries(database.em(), webhook)).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      status: 'FAILED',
      statusReason: 'WEBHOOK_DELETED',
    });
  });

  test('counts ended deliveries and adds them to the change table', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await database.publish(workspace, { count: 3 });
    await endAs(webhook, 'WEBHOOK_DISABLED');

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
    expect(await endAs(webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endAs(other, 'WEBHOOK_DISABLED')).toBe(1);
  });

  test('ends a TEST only if the webhook was deleted', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });

    expect(await endAs(webhook, 'WEBHOOK_DISABLED')).toBe(0);
    expect(await endAs(webhook, 'WEBHOOK_SUSPENDED')).toBe(0);
    expect(await endAs(webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      statusReason: 'WEBHOOK_DELETED',
    });
  });

  test('ends a delivery with an expired lease after its attempt is logged as OUTCOME_UNKNOWN', async () => {
    const { workspace, webhook } = await addWebhook();
    const [made] = await database.publish(workspace);
    await database.claim([webhook], { leaseSeconds: 0 });

    expect(await endAs(webhook, 'WEBHOOK_DELETED')).toBe(0);
    await expireLeases(database.em(), decideAfter(10));
    expect(await endAs(webhook, 'WEBHOOK_DELETED')).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      status: 'FAILED',
      statusReason: 'WEBHOOK_DELETED',
      attemptCount: 1,
    });
    expect(await database.readAttempts(made!.id)).toMatchObject([
      { number: 1, errorCode: 'OUTCOME_UNKNOWN' },
    ]);
  });

  test('ends deliveries of several days', async () => {
    const { workspace, webhook } = await addWebhook();
    const made = await database.publish(workspace, { count: 2 });
    await database.moveToYesterday([made[0]!.id]);

    expect(await endAs(webhook, 'WEBHOOK_DELETED')).toBe(2);
    expect(await database.claim([webhook])).toEqual([]);
  });

  test('ends many deliveries in batches, one per call, until none is left', async () => {
    const { workspace, webhook } = await addWebhook();
    await database.publish(workspace, { count: 501 });

    const ended = [];
    do ended.push(await endAs(webhook, 'WEBHOOK_DELETED'));
    while (ended.at(-1) !== 0);
    expect(ended.length).toBeGreaterThan(2);
    expect(ended.reduce((sum, count) => sum + count)).toBe(501);
  });
});
