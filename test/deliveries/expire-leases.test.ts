import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AttemptEntity, expireLeases, recordAttempts } from '../../src/deliveries/index.ts';
import { decideAfter, openDeliveryLab, resultOf, type DeliveryLab } from './delivery-lab.ts';

// It settles what ran out anywhere in the database, so each test has its own.
let lab: DeliveryLab;
beforeEach(async () => {
  lab = await openDeliveryLab();
});
afterEach(() => lab.close());

/** A webhook whose deliveries were claimed under leases that have run out. */
async function addExpired(count = 1) {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  await lab.publish(workspace, { count });
  const claimed = await lab.claim([webhook], { leaseSeconds: 0 });
  return { webhook, claimed, ids: claimed.map(({ id }) => id) };
}

describe('expireLeases', () => {
  test('logs an attempt OUTCOME_UNKNOWN, and the next claim makes the one after it', async () => {
    const { webhook, ids } = await addExpired();

    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(1);
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
    const { ids } = await addExpired();

    expect(await expireLeases(lab.em(), decideAfter(1))).toBe(1);
    const ended = await lab.readDelivery(ids[0]!);
    expect(ended).toMatchObject({
      status: 'FAILED',
      statusReason: 'ATTEMPTS_EXHAUSTED',
      dueAt: null,
    });
  });

  test('ends a TEST, which has one attempt', async () => {
    const workspace = await lab.addWorkspace();
    const webhook = await lab.addWebhook(workspace);
    const [made] = await lab.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });
    await lab.claim([], { leaseSeconds: 0 });

    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(1);
    expect(await lab.readDelivery(made!.id)).toMatchObject({ status: 'FAILED', attemptCount: 1 });
  });

  test('leaves alone leases that run', async () => {
    const workspace = await lab.addWorkspace();
    const webhook = await lab.addWebhook(workspace);
    const [made] = await lab.publish(workspace);
    await lab.claim([webhook], { leaseSeconds: 300 });

    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(0);
    expect(await lab.readDelivery(made!.id)).toMatchObject({ attemptCount: 0 });
  });

  test('leaves to this process what it lives on with, and that is all it keeps', async () => {
    const { claimed } = await addExpired(3);
    const held = claimed[0]!;
    const isHeld = ({ id, token }: { id: string; token: string }) =>
      id === held.id && token === held.token;

    expect(await expireLeases(lab.em(), decideAfter(10), isHeld)).toBe(2);
    expect(await lab.readDelivery(held.id)).toMatchObject({ attemptCount: 0 });
    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(1);
  });

  test('settles leases of several days, webhooks and states at once', async () => {
    const { webhook, ids } = await addExpired(2);
    const other = await addExpired();
    await lab.moveToYesterday([ids[0]!]);
    await lab.changeWebhook(webhook, 'deleted_at = now()');
    await lab.changeWebhook(other.webhook, 'paused_at = now()');

    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(3);
    expect(await lab.em().count(AttemptEntity, { errorCode: 'OUTCOME_UNKNOWN' })).toBe(3);
  });

  test('fences out the process that held the lease; until then its result is accepted', async () => {
    const { claimed } = await addExpired(2);

    expect(await recordAttempts(lab.em(), [resultOf(claimed[0]!)])).toEqual([]);
    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(1);
    const late = resultOf(claimed[1]!);
    expect(await recordAttempts(lab.em(), [late])).toEqual([late]);
  });
});
