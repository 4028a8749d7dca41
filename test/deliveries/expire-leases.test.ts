import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AttemptEntity, expireLeases, recordAttempts } from '../../src/deliveries/index.ts';
import { openDeliveryLab, resultOf } from './delivery-lab.ts';
import type { DeliveryLab } from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

/** A webhook whose deliveries were claimed under leases that have run out. */
async function addExpired(count = 1) {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  await lab.publish(workspace, { count });
  const claimed = await lab.claim([webhook], { leaseSeconds: 0 });
  return { workspace, webhook, claimed, ids: claimed.map(({ id }) => id) };
}

describe('expireLeases', () => {
  test('logs an attempt OUTCOME_UNKNOWN, and the next claim makes the one after it', async () => {
    const { webhook, ids } = await addExpired();

    expect(await expireLeases(lab.em(), [webhook], 10)).toBe(1);
    const attempts = await lab.em().find(AttemptEntity, { deliveryId: ids[0]! });
    expect(attempts).toMatchObject([
      {
        number: 1,
        errorCode: 'OUTCOME_UNKNOWN',
        durationMs: null,
        url: null,
        responseStatus: null,
      },
    ]);
    const waiting = await lab.readDelivery(ids[0]!);
    expect(waiting).toMatchObject({ status: 'PENDING', attemptCount: 1, claimToken: null });
    expect(await lab.claim([webhook])).toMatchObject([{ id: ids[0], attempt: 2 }]);
  });

  test('ends the delivery when that was its last attempt', async () => {
    const { webhook, ids } = await addExpired();

    expect(await expireLeases(lab.em(), [webhook], 1)).toBe(1);
    const ended = await lab.readDelivery(ids[0]!);
    expect(ended).toMatchObject({
      status: 'FAILED',
      statusReason: 'ATTEMPTS_EXHAUSTED',
      dueAt: null,
    });
  });

  test('ends a TEST, which has one attempt, of whatever webhook', async () => {
    const workspace = await lab.addWorkspace();
    const webhook = await lab.addWebhook(workspace);
    const [made] = await lab.publish(workspace, { testedWebhookId: webhook });
    await lab.claim([], { leaseSeconds: 0 });

    expect(await expireLeases(lab.em(), [], 10)).toBe(1);
    expect(await lab.readDelivery(made!.id)).toMatchObject({ status: 'FAILED', attemptCount: 1 });
  });

  test('leaves alone leases that run, and webhooks that are not named', async () => {
    const { webhook, workspace } = await addExpired();
    const other = await addExpired();
    await expireLeases(lab.em(), [webhook], 10);
    await lab.publish(workspace);
    await lab.claim([webhook]);

    expect(await expireLeases(lab.em(), [webhook], 10)).toBe(0);
    expect(await lab.readDelivery(other.ids[0]!)).toMatchObject({ attemptCount: 0 });
  });

  test('fences out the process that held the lease; until then its result is accepted', async () => {
    const { webhook, claimed, ids } = await addExpired(2);

    expect(await recordAttempts(lab.em(), [resultOf(claimed[0]!)])).toEqual(new Set([ids[0]]));
    expect(await expireLeases(lab.em(), [webhook], 10)).toBe(1);
    expect(await recordAttempts(lab.em(), [resultOf(claimed[1]!)])).toEqual(new Set());
  });
});
