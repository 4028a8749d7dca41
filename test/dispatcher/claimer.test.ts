import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createClaimer, type Claimer } from '../../src/dispatcher/claimer.ts';
import { systemClock, type Clock } from '../../src/kernel/index.ts';
import { decideAfter, openDeliveryLab, type DeliveryLab } from '../deliveries/delivery-lab.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { waitUntil } from '../kit/wait-until.ts';

let lab: DeliveryLab;
let running: Pick<Claimer, 'stop'> | undefined;
beforeEach(async () => {
  lab = await openDeliveryLab();
});
afterEach(async () => {
  await running?.stop(); // also when the test failed: it would claim for ever
  await lab.close();
});

/** The rest of a walk that found something and all of the next one, when a walk takes two turns. */
const turnsToRest = 3;

/**
 * A dispatcher that settles what it holds only when the claimer has looked again and can take no more:
 * no room is left, or it has walked over all webhooks since.
 */
function startClaimer(
  limits: { count: number; bytes: number; slots: number; share?: number },
  clock: Clock = systemClock,
) {
  let turnCount = 0;
  const served: string[] = [];
  const heldOf = new Map<string, number>();
  let held: ClaimedDelivery[] = [];
  let lastTakenAt = 0;
  let isOver = false;
  const countRoom = () => ({
    count: limits.count - held.length,
    bytes: limits.bytes - held.reduce((sum, { body }) => sum + body.length, 0),
  });

  function settleAll(): void {
    const settled = held;
    held = [];
    for (const delivery of settled) {
      heldOf.set(delivery.webhookId, (heldOf.get(delivery.webhookId) ?? 0) - 1);
      claimer.slotFreed(delivery);
    }
    claimer.roomFreed();
  }

  function hasRested(): boolean {
    const { count, bytes } = countRoom();
    const isFull = count <= 0 || bytes < (held[0]?.body.length ?? 0);
    return held.length > 0 && (isFull || turnCount - lastTakenAt >= turnsToRest);
  }

  async function settleWhenRested(): Promise<void> {
    while (!isOver) {
      await waitUntil('the claimer has looked', () => isOver || hasRested());
      settleAll();
    }
  }

  /** Every turn takes one entity manager. */
  const fork = () => {
    turnCount += 1;
    return lab.em();
  };
  const database: unknown = { em: { fork } };
  const claimer: Claimer = createClaimer({
    database: database as Parameters<typeof createClaimer>[0]['database'],
    clock,
    random: Math.random,
    errorLog: createTestErrorLog(),
    leaseSeconds: 30,
    decideNext: decideAfter(10),
    room: countRoom,
    slotsOf: (webhookId) => limits.slots - (heldOf.get(webhookId) ?? 0),
    shareOf: (workspaceId) =>
      (limits.share ?? Infinity) - held.filter((it) => it.workspaceId === workspaceId).length,
    refillSlots: 1,
    take(deliveries) {
      held.push(...deliveries);
      lastTakenAt = turnCount;
      for (const { webhookId } of deliveries) {
        served.push(webhookId);
        heldOf.set(webhookId, (heldOf.get(webhookId) ?? 0) + 1);
      }
    },
    noteTime: () => undefined,
    isHeld: () => false,
    onTakenOver: () => undefined,
    onChanged: () => undefined,
  });
  const stop = async () => {
    isOver = true;
    await claimer.stop();
  };
  running = { stop };
  claimer.start();
  settleWhenRested().catch(() => undefined); // the test waits for the same, and says for what
  return { served, stop, turnCount: () => turnCount, wake: () => claimer.wake() };
}

async function addBacklogs(webhooks: number, each: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < webhooks; n += 1) {
    const workspace = await lab.addWorkspace();
    ids.push(await lab.addWebhook(workspace));
    await lab.publish(workspace, { count: each });
  }
  return ids;
}

describe('claims', () => {
  test.each([
    ['places', { places: 8, bodies: 1_000 }],
    ['bytes', { places: 1_000, bodies: 8 }],
  ])(
    'serve the last webhook before the first is done when there is room for few %s',
    async (_, { places, bodies }) => {
      const ids = await addBacklogs(6, 40);
      const [{ size } = { size: 0 }] = await lab.query<{ size: number }>(
        'select max(octet_length(body)) as size from events',
      );
      const { served, stop } = startClaimer({ count: places, bytes: bodies * size, slots: 4 });
      await waitUntil('every webhook was served', () => new Set(served).size === ids.length);
      const most = Math.max(...ids.map((id) => served.filter((each) => each === id).length));
      expect(most).toBeLessThan(40);
      await waitUntil('everything was claimed', () => served.length === 240);
      expect(new Set(served).size).toBe(6);
      await stop();
    },
  );

  test('serve every webhook of a workspace that may hold less than they have, however many turns a walk takes', async () => {
    const workspace = await lab.addWorkspace();
    const ids: string[] = [];
    for (let n = 0; n < 120; n += 1) ids.push(await lab.addWebhook(workspace));
    const backlog = 60;
    await lab.publish(workspace, { count: backlog });
    // A quarter of them gets one each time: that one is left out until others are done is less likely than 1 in 100,000.
    const limits = { count: 1_000, bytes: 1_000_000, slots: 4, share: 30 };
    const { served, stop } = startClaimer(limits);
    await waitUntil('every webhook was served', () => new Set(served).size === ids.length);
    const most = Math.max(...ids.map((id) => served.filter((each) => each === id).length));
    expect(most).toBeLessThan(backlog);
    await stop();
  });

  test('refill a webhook that comes early in a walk of several turns', async () => {
    const [busy] = await addBacklogs(1, 900);
    await addBacklogs(110, 1);
    await lab.query(
      `update deliveries set due_at = now() + interval '1 hour' where webhook_id <> '${busy ?? ''}'`,
    );
    const { served, stop } = startClaimer({ count: 1_000, bytes: 1_000_000, slots: 10 });
    // By the poll alone, ten a second, this would take 90 s: longer than is waited for.
    await waitUntil('its whole backlog was claimed', () => served.length === 900);
    await stop();
  });

  test.each([
    ['settle leases at once after an outage that leaves as much of them', 9_999, 1],
    ['leave every node time to renew its leases after a longer one', 10_000, 0],
  ])('%s', async (_, outageMs, count) => {
    const clock = createFakeClock();
    const webhooks = await addBacklogs(1, 1);
    const [{ id }] = (await lab.claim(webhooks, { leaseSeconds: 0 })) as [ClaimedDelivery];
    const attemptCount = async () => (await lab.readDelivery(id)).attemptCount;
    await lab.query('alter table deliveries rename to deliveries_away');
    const { turnCount, stop } = startClaimer({ count: 8, bytes: 1_000_000, slots: 4 }, clock);
    await waitUntil('a turn has failed', () => turnCount() >= 2);
    clock.advance(outageMs); // a third of a lease, or less
    await lab.query('alter table deliveries_away rename to deliveries');
    const failedCount = turnCount();
    await waitUntil('a turn has gone well', () => turnCount() >= failedCount + 2);
    expect(await attemptCount()).toBe(count);
    clock.advance(10_000);
    await waitUntil('the lease is settled', async () => (await attemptCount()) === 1);
    await stop();
  });

  test('end when nothing is due, however many webhooks wait', async () => {
    await addBacklogs(120, 1);
    await lab.query(`update deliveries set due_at = now() + interval '1 hour'`);
    const { turnCount, wake, stop } = startClaimer({ count: 8, bytes: 1_000_000, slots: 4 });
    await waitUntil('the walk has gone over all', () => turnCount() >= 2);
    await stop();
    expect(turnCount()).toBe(2);
    wake(); // it is stopped
    expect(turnCount()).toBe(2);
  });
});
