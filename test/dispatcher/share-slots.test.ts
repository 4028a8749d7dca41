import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shareSlots, type SharedSlots } from '../../src/dispatcher/capacity/share-slots.ts';

/** Webhooks of a workspace, each with its free slots. */
function share(slots: Record<string, number>, workspaceShare: number, probed = '') {
  const due = Object.keys(slots).map((webhookId): SharedSlots => {
    return { workspaceId: 'acme', webhookId, needsProbe: webhookId === probed };
  });
  const shared = shareSlots(
    due,
    (webhookId) => slots[webhookId] ?? 0,
    () => workspaceShare,
  );
  return Object.fromEntries(shared);
}

describe('the slots of a claim', () => {
  test('are all of a webhook’s free ones while its workspace may hold as many', () => {
    expect(share({ a: 40, b: 3 }, 43)).toEqual({ a: 40, b: 3 });
  });

  test('are divided evenly when they do not suffice, and what one does not need goes to the others', () => {
    expect(share({ a: 40, b: 2, c: 40 }, 12)).toEqual({ a: 5, b: 2, c: 5 });
  });

  test('go to the webhooks that hold the least when there are fewer than webhooks', () => {
    expect(share({ a: 10, b: 40, c: 20 }, 1)).toEqual({ b: 1 });
  });

  test('go to the first webhooks of those that hold as little', () => {
    expect(share({ a: 10, b: 40, c: 40, d: 40 }, 2)).toEqual({ b: 1, c: 1 });
  });

  test('are one for a webhook that needs a probe', () => {
    expect(share({ a: 40, b: 40 }, 100, 'a')).toEqual({ a: 1, b: 40 });
    expect(share({ a: 0, b: 40 }, 100, 'a')).toEqual({ b: 40 });
  });

  test('go to a probe before all others', () => {
    expect(share({ a: 40, b: 40, c: 40 }, 1, 'b')).toEqual({ b: 1 });
  });

  test('are none for a webhook without a free slot, and none of a workspace that holds its share', () => {
    expect(share({ a: 0, b: -3, c: 1 }, 9)).toEqual({ c: 1 });
    expect(share({ a: 40 }, 0)).toEqual({});
  });
});

test('whatever is due, no webhook gets more than its slots, no workspace more than its share, and nothing is left over that could be used', () => {
  const webhook = fc.record({
    workspaceId: fc.constantFrom('acme', 'globex', 'initech'),
    slots: fc.integer({ min: -5, max: 40 }),
  });
  fc.assert(
    fc.property(
      fc.array(webhook, { maxLength: 100 }),
      fc.array(fc.nat(300), { minLength: 3, maxLength: 3 }),
      (webhooks, shares) => {
        const due = webhooks.map((it, n) => ({ ...it, webhookId: String(n), needsProbe: false }));
        const shareOf = (id: string) => shares[['acme', 'globex', 'initech'].indexOf(id)] ?? 0;
        const shared = shareSlots(due, (id) => webhooks[Number(id)]?.slots ?? 0, shareOf);
        for (const [id, given] of shared) {
          expect(given).toBeGreaterThan(0);
          expect(given).toBeLessThanOrEqual(webhooks[Number(id)]?.slots ?? 0);
        }
        for (const workspaceId of ['acme', 'globex', 'initech']) {
          const own = due.filter((it) => it.workspaceId === workspaceId);
          const given = own.reduce((sum, it) => sum + (shared.get(it.webhookId) ?? 0), 0);
          const wanted = own.reduce((sum, { slots }) => sum + Math.max(0, slots), 0);
          expect(given).toBe(Math.min(wanted, shareOf(workspaceId)));
        }
      },
    ),
  );
});
