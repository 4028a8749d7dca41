import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { expireLeases, recordAttempts } from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

// Settles expired leases in the whole database, so each test has its own.
let database: DeliveryDatabase;
beforeEach(async () => {
  database = await openDeliveryDatabase();
});
afterEach(() => database.close());

/** Adds a webhook with claimed deliveries whose leases have expired. */
async function addExpired(count = 1) {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  await database.publish(workspace, { count });
  const claimed = await database.claim([webhook], { leaseSeconds: 0 });
  return { webhook, claimed, ids: claimed.map(({ id }) => id) };
}

/** Settles until nothing is left; returns how many were settled. */
async function settleAll(): Promise<number> {
  let sum = 0;
  for (let count = -1; count !== 0; sum += count) {
    count = await expireLeases(database.em(), decideAfter(10));
  }
  return sum;
}

describe('expireLeases', () => {
  test('logs the attempt as OUTCOME_UNKNOWN, and the next claim gets the next attempt', async () => {
    const { webhook, ids } = await addExpired();

    expect(await expireLeases(database.em(), decideAfter(10))).toBe(1);
    const attempts = await database.readAttempts(ids[0]!);
    expect(attempts).toMatchObject([
      {
        number: 1,
        errorCode: 'OUTCOME_UNKNOWN',
        durationMs: null,
        url: null,
        responseStatus: null,
      },
    ]);
    const waiting = await database.readDelivery(ids[0]!);
    expect(waiting).toMatchObject({ status: 'PENDING', attemptCount: 1 });
    expect(await database.readQueued(ids[0]!)).toMatchObject({ claimToken: null, attemptCount: 1 });
    expect(await database.claim([webhook])).toMatchObject([{ id: ids[0], attempt: 2 }]);
  });

  test('ends the delivery after its last attempt', async () => {
    const { ids } = await addExpired();

    expect(await expireLeases(database.em(), decideAfter(1))).toBe(1);
    const ended = await database.readDelivery(ids[0]!);
    expect(ended).toMatchObject({
      status: 'FAILED',
      statusReason: 'ATTEMPTS_EXHAUSTED',
    });
    expect(await database.readQueued(ids[0]!)).toBeUndefined();
  });

  test('ends a message at its second unknown outcome, whatever was answered before', async () => {
    const { webhook, ids, claimed } = await addExpired();
    await database.changeWebhook(webhook, `format = 'SLACK'`);
    const refused = { errorCode: 'HTTP_SERVER_ERROR', responseStatus: 503 } as const;
    const result = resultOf(claimed[0]!, { status: 'PENDING', delayMs: 0 }, refused);
    await recordAttempts(database.em(), [result]);
    const ends: unknown[] = [];
    for (const attempt of [2, 3]) {
      await database.query(`update delivery_queue set due_at = now()`);
      expect(await database.claim([webhook], { leaseSeconds: 0 })).toMatchObject([{ attempt }]);
      await expireLeases(database.em(), decideAfter(10));
      ends.push((await database.readDelivery(ids[0]!)).status);
    }
    expect(ends).toEqual(['PENDING', 'FAILED']);
  });

  test('ends a TEST, which has one attempt', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const [made] = await database.publish(workspace, {
      addressee: { webhookId: webhook, trigger: 'TEST' },
    });
    await database.claim([], { leaseSeconds: 0 });

    expect(await expireLeases(database.em(), decideAfter(10))).toBe(1);
    expect(await database.readDelivery(made!.id)).toMatchObject({
      status: 'FAILED',
      attemptCount: 1,
    });
  });

  test('does not change leases that have not expired', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const [made] = await database.publish(workspace);
    await database.claim([webhook], { leaseSeconds: 300 });

    expect(await expireLeases(database.em(), decideAfter(10))).toBe(0);
    expect(await database.readDelivery(made!.id)).toMatchObject({ attemptCount: 0 });
  });

  test('skips only the claims that this process still holds', async () => {
    const { claimed } = await addExpired(3);
    const held = claimed[0]!;
    const has = ({ id, token }: { id: string; token: string }) =>
      id === held.id && token === held.token;
    const claims = { has, used: () => ({ count: 1 }) };

    expect(await expireLeases(database.em(), decideAfter(10), claims)).toBe(2);
    expect(await database.readDelivery(held.id)).toMatchObject({ attemptCount: 0 });
    expect(await expireLeases(database.em(), decideAfter(10))).toBe(1);
  });

  test('finds expired leases behind any number of older ones that this process holds', async () => {
    const older = new Set<string>();
    // A claim takes 100 of them.
    for (let n = 0; n < 6; n += 1) for (const id of (await addExpired(100)).ids) older.add(id);
    const last = await addExpired();
    const has = ({ id }: { id: string }) => older.has(id);
    const claims = { has, used: () => ({ count: older.size }) };

    expect(await expireLeases(database.em(), decideAfter(10), claims)).toBe(1);
    expect(await database.readDelivery(last.ids[0]!)).toMatchObject({ attemptCount: 1 });
    expect(await settleAll()).toBe(600);
  });

  test('settles leases of several days, webhooks and states', async () => {
    const { webhook, ids } = await addExpired(2);
    const other = await addExpired();
    await database.moveToYesterday([ids[0]!]);
    await database.changeWebhook(webhook, 'deleted_at = now()');
    await database.changeWebhook(other.webhook, 'paused_at = now()');

    expect(await settleAll()).toBe(3);
    const attempts = await database.query(
      `select from attempts where error_code = 'OUTCOME_UNKNOWN'`,
    );
    expect(attempts).toHaveLength(3);
  });

  test('fences off the previous holder of the lease, whose result is accepted until then', async () => {
    const { claimed } = await addExpired(2);

    expect(await recordAttempts(database.em(), [resultOf(claimed[0]!)])).toEqual([]);
    expect(await expireLeases(database.em(), decideAfter(10))).toBe(1);
    const late = resultOf(claimed[1]!);
    expect(await recordAttempts(database.em(), [late])).toEqual([late]);
  });
});
