import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createClaimer } from '../../src/dispatcher/claimer.ts';
import type { Claimer } from '../../src/dispatcher/claimer.ts';
import { createLogger, systemClock } from '../../src/kernel/index.ts';
import { decideAfter, openDeliveryLab } from '../deliveries/delivery-lab.ts';
import type { DeliveryLab } from '../deliveries/delivery-lab.ts';
import { waitUntil } from '../kit/wait-until.ts';

let lab: DeliveryLab;
let running: Claimer | undefined;
beforeEach(async () => {
  lab = await openDeliveryLab();
});
afterEach(async () => {
  await running?.stop(); // also when the test failed: it would claim for ever
  await lab.close();
});

/** Longer than several turns, so that what is claimed is still held when the next ones look. */
const heldForMs = 100;

/** A dispatcher that settles whatever it takes a moment later. */
function startClaimer(limits: { count: number; bytes: number; slots: number }) {
  let turnCount = 0;
  const served: string[] = [];
  const heldOf = new Map<string, number>();
  let heldCount = 0;
  let heldBytes = 0;

  function settle(deliveries: readonly ClaimedDelivery[]): void {
    heldCount -= deliveries.length;
    for (const { webhookId, body } of deliveries) {
      heldBytes -= body.length;
      heldOf.set(webhookId, (heldOf.get(webhookId) ?? 0) - 1);
      claimer.slotFreed(webhookId);
    }
    claimer.roomFreed();
  }

  /** Every turn takes one entity manager. */
  const fork = () => {
    turnCount += 1;
    return lab.em();
  };
  const database: unknown = { em: { fork } };
  const claimer: Claimer = createClaimer({
    database: database as Parameters<typeof createClaimer>[0]['database'],
    clock: systemClock,
    logger: createLogger('silent'),
    leaseSeconds: 30,
    decideNext: decideAfter(10),
    room: () => ({ count: limits.count - heldCount, bytes: limits.bytes - heldBytes }),
    slotsOf: (webhookId) => limits.slots - (heldOf.get(webhookId) ?? 0),
    refillSlots: 1,
    take(deliveries) {
      heldCount += deliveries.length;
      for (const { webhookId, body } of deliveries) {
        heldBytes += body.length;
        served.push(webhookId);
        heldOf.set(webhookId, (heldOf.get(webhookId) ?? 0) + 1);
      }
      setTimeout(() => settle(deliveries), heldForMs);
    },
    onChanged: () => undefined,
  });
  running = claimer;
  claimer.start();
  return {
    served,
    turnCount: () => turnCount,
    wake: () => claimer.wake(),
    stop: () => claimer.stop(),
  };
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

  test('refill a webhook that comes early in a walk of several turns', async () => {
    const [busy] = await addBacklogs(1, 300);
    await addBacklogs(110, 1);
    await lab.query(
      `update deliveries set due_at = now() + interval '1 hour' where webhook_id <> '${busy ?? ''}'`,
    );
    const { served, stop } = startClaimer({ count: 1_000, bytes: 1_000_000, slots: 10 });
    // By the poll alone, ten a second, this would take half a minute: longer than is waited for.
    await waitUntil('its whole backlog was claimed', () => served.length === 300);
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
