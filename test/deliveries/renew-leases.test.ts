import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expireLeases, releaseClaims, renewLeases } from '../../src/deliveries/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

/** Claims two deliveries of different days. */
async function addClaimed(leaseSeconds: number) {
  const workspace = await database.addWorkspace();
  const webhook = await database.addWebhook(workspace);
  const made = await database.publish(workspace, { count: 2 });
  await database.moveToYesterday([made[0]!.id]);
  const claimed = await database.claim([webhook], { leaseSeconds });
  return { webhook, claimed };
}

describe('renewLeases', () => {
  test('renews leases, even expired ones that are not settled yet', async () => {
    const { webhook, claimed } = await addClaimed(0);

    const renewed = await renewLeases(database.em(), claimed, 30);
    expect(renewed).toEqual(new Set(claimed.map(({ id }) => id)));
    expect(await expireLeases(database.em(), decideAfter(10))).toBe(0);
    expect(await database.claim([webhook])).toEqual([]);
  });

  test('renews nothing for a stale token and returns the ids that it renewed', async () => {
    const { claimed } = await addClaimed(30);
    const [held, lost] = claimed;
    const before = await database.readQueued(lost!.id);

    const renewed = await renewLeases(
      database.em(),
      [held!, { ...lost!, token: randomUUID() }],
      300,
    );
    expect(renewed).toEqual(new Set([held!.id]));
    expect(await database.readQueued(lost!.id)).toEqual(before);
  });
});

describe('releaseClaims', () => {
  test('makes deliveries due at once, as if they had never been claimed', async () => {
    const { webhook, claimed } = await addClaimed(30);
    await releaseClaims(database.em(), claimed);

    expect(await expireLeases(database.em(), decideAfter(10))).toBe(0);
    const again = await database.claim([webhook]);
    expect(again.map(({ id, attempt }) => [id, attempt]).sort()).toEqual(
      claimed.map(({ id }) => [id, 1]).sort(),
    );
    for (const { id } of claimed) expect(await database.readAttempts(id)).toEqual([]);
  });

  test('makes deliveries due later if there is a delay', async () => {
    const { webhook, claimed } = await addClaimed(30);
    await releaseClaims(database.em(), claimed, 60);

    expect(await database.claim([webhook])).toEqual([]);
    const { id } = claimed[0]!;
    expect(await database.readQueued(id)).toMatchObject({ claimToken: null, attemptCount: 0 });
    expect(await database.readDelivery(id)).toMatchObject({ status: 'PENDING' });
  });

  test('does not change deliveries that belong to another claim', async () => {
    const { claimed } = await addClaimed(30);
    await releaseClaims(
      database.em(),
      claimed.map((claim) => ({ ...claim, token: randomUUID() })),
    );

    const row = await database.readQueued(claimed[0]!.id);
    expect(row?.claimToken).toBe(claimed[0]!.token);
  });
});
