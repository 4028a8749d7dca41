import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createClaimer } from '../../src/dispatcher/claimer.ts';
import type { Claimer } from '../../src/dispatcher/claimer.ts';
import { createLogger, systemClock } from '../../src/kernel/index.ts';
import { decideAfter, openDeliveryLab } from '../deliveries/delivery-lab.ts';
import type { DeliveryLab } from '../deliveries/delivery-lab.ts';
import { waitUntil } from '../kit/wait-until.ts';

let lab: DeliveryLab;
beforeEach(async () => {
  lab = await openDeliveryLab();
});
afterEach(() => lab.close());

/** A dispatcher that settles whatever it takes a moment later. */
function startClaimer(limits: { count: number; bodies: number; slots: number }) {
  const served: string[] = [];
  const heldOf = new Map<string, number>();
  let heldCount = 0;
  let bodyBytes = 0;

  function settle(deliveries: readonly ClaimedDelivery[]): void {
    heldCount -= deliveries.length;
    for (const { webhookId } of deliveries) {
      heldOf.set(webhookId, (heldOf.get(webhookId) ?? 0) - 1);
      claimer.slotFreed(webhookId);
    }
    claimer.roomFreed();
  }

  const claimer: Claimer = createClaimer({
    database: { em: { fork: () => lab.em() } } as unknown as Parameters<
      typeof createClaimer
    >[0]['database'],
    clock: systemClock,
    logger: createLogger('silent'),
    leaseSeconds: 30,
    decideNext: decideAfter(10),
    room: () => ({
      count: limits.count - heldCount,
      bytes: bodyBytes === 0 ? 1_000_000 : (limits.bodies - heldCount) * bodyBytes,
    }),
    slotsOf: (webhookId) => limits.slots - (heldOf.get(webhookId) ?? 0),
    refillSlots: 1,
    take(deliveries) {
      heldCount += deliveries.length;
      for (const { webhookId, body } of deliveries) {
        bodyBytes = body.length;
        served.push(webhookId);
        heldOf.set(webhookId, (heldOf.get(webhookId) ?? 0) + 1);
      }
      setTimeout(() => settle(deliveries), 5);
    },
    onChanged: () => undefined,
  });
  claimer.start();
  return { served, stop: () => claimer.stop() };
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
    ['places', { count: 8, bodies: 1_000, slots: 4 }],
    ['bytes', { count: 1_000, bodies: 8, slots: 4 }],
  ])(
    'serve the last webhook before the first is done when there is room for few %s',
    async (_, limits) => {
      const ids = await addBacklogs(6, 40);
      const { served, stop } = startClaimer(limits);
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
    const { served, stop } = startClaimer({ count: 1_000, bodies: 1_000, slots: 10 });
    // By the poll alone, ten a second, this would take half a minute: longer than is waited for.
    await waitUntil('its whole backlog was claimed', () => served.length === 300);
    await stop();
  });
});
