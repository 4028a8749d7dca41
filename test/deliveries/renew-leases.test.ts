import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AttemptEntity,
  expireLeases,
  releaseClaims,
  renewLeases,
} from '../../src/deliveries/index.ts';
import { decideAfter, openDeliveryLab, type DeliveryLab } from './delivery-lab.ts';

let lab: DeliveryLab;
beforeAll(async () => {
  lab = await openDeliveryLab();
});
afterAll(() => lab.close());

/** Two deliveries of different days that were claimed. */
async function addClaimed(leaseSeconds: number) {
  const workspace = await lab.addWorkspace();
  const webhook = await lab.addWebhook(workspace);
  const made = await lab.publish(workspace, { count: 2 });
  await lab.moveToYesterday([made[0]!.id]);
  const claimed = await lab.claim([webhook], { leaseSeconds });
  return { webhook, claimed };
}

describe('renewLeases', () => {
  test('starts the leases anew, also when they have run out and nobody noticed', async () => {
    const { webhook, claimed } = await addClaimed(0);

    const renewed = await renewLeases(lab.em(), claimed, 30);
    expect(renewed).toEqual(new Set(claimed.map(({ id }) => id)));
    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(0);
    expect(await lab.claim([webhook])).toEqual([]);
  });

  test('renews nothing for a stale token and tells which it renewed', async () => {
    const { claimed } = await addClaimed(30);
    const [held, lost] = claimed;
    const before = await lab.readDelivery(lost!.id);

    const renewed = await renewLeases(lab.em(), [held!, { ...lost!, token: randomUUID() }], 300);
    expect(renewed).toEqual(new Set([held!.id]));
    expect((await lab.readDelivery(lost!.id)).dueAt).toEqual(before.dueAt);
  });
});

describe('releaseClaims', () => {
  test('makes deliveries due at once, as if they had never been claimed', async () => {
    const { webhook, claimed } = await addClaimed(30);
    await releaseClaims(lab.em(), claimed);

    expect(await expireLeases(lab.em(), decideAfter(10))).toBe(0);
    const again = await lab.claim([webhook]);
    expect(again.map(({ id, attempt }) => [id, attempt]).sort()).toEqual(
      claimed.map(({ id }) => [id, 1]).sort(),
    );
    const ids = claimed.map(({ id }) => id);
    expect(await lab.em().count(AttemptEntity, { deliveryId: { $in: ids } })).toBe(0);
  });

  test('makes them due later when it is given a delay', async () => {
    const { webhook, claimed } = await addClaimed(30);
    await releaseClaims(lab.em(), claimed, 60);

    expect(await lab.claim([webhook])).toEqual([]);
    expect(await lab.readDelivery(claimed[0]!.id)).toMatchObject({
      claimToken: null,
      status: 'PENDING',
    });
  });

  test('leaves alone what belongs to another claim by now', async () => {
    const { claimed } = await addClaimed(30);
    await releaseClaims(
      lab.em(),
      claimed.map((claim) => ({ ...claim, token: randomUUID() })),
    );

    const row = await lab.readDelivery(claimed[0]!.id);
    expect(row.claimToken).toBe(claimed[0]!.token);
  });
});
