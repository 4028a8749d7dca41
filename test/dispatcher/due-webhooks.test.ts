import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fairness } from '../../src/dispatcher/capacity/fairness.ts';
import { createDueWebhooks } from '../../src/dispatcher/due-webhooks.ts';

const workspaceBytes = 1_000;

/** Makes due webhooks with these quotas, all of one workspace unless a name has another after a colon. */
function dueOf(
  quotas: Record<string, number>,
  share = Infinity,
  room = 1_000,
  probes: string[] = [],
) {
  const due = createDueWebhooks({
    free: () => ({ count: room, bytes: 1 }),
    workspaceQuota: (id) => ({ count: share, bytes: id === 'full' ? 0 : workspaceBytes }),
    webhookQuota: (id, count) => Math.min(quotas[id] ?? 0, count),
    pacedQuota: (id, count) => Math.min(quotas[id] ?? 0, count),
    isQuick: () => true,
  });
  due.add(Object.keys(quotas).map((webhookId) => webhookOf(webhookId, probes.includes(webhookId))));
  return due;
}

function webhookOf(webhookId: string, needsProbe = false) {
  return { webhookId, workspaceId: webhookId.split(':')[1] ?? 'acme', needsProbe, isPaced: false };
}

/** Returns the number of deliveries that a claim asks for, by webhook. */
function askedBy(due: ReturnType<typeof dueOf>): Record<string, number> {
  return Object.fromEntries(due.plan().quotas.map(({ webhookId, count }) => [webhookId, count]));
}

describe('a claim asks', () => {
  test('for the full quota of a webhook if its workspace has enough room', () => {
    expect(askedBy(dueOf({ a: 40, b: 3 }, 43))).toEqual({ a: 40, b: 3 });
  });

  test('for even shares if there is not enough, and passes on what one webhook does not need', () => {
    expect(askedBy(dueOf({ a: 40, b: 2, c: 40 }, 12))).toEqual({ a: 5, b: 2, c: 5 });
  });

  test('for one delivery of each of the first webhooks if the share is smaller than their number', () => {
    expect(askedBy(dueOf({ a: 40, b: 40, c: 40 }, 2))).toEqual({ a: 1, b: 1 });
  });

  test('for nothing of a webhook or workspace that already has its share', () => {
    expect(askedBy(dueOf({ a: 0, b: 5 }))).toEqual({ b: 5 });
    expect(askedBy(dueOf({ a: 40 }, 0))).toEqual({});
  });

  test('for nothing of a workspace without room for bytes, since a claim takes at least one body', () => {
    expect(askedBy(dueOf({ 'a:full': 5, b: 5 }))).toEqual({ b: 5 });
  });

  test('for one delivery of a webhook that needs a probe, separately from the others', () => {
    const { quotas, probes } = dueOf({ a: 40, b: 40 }, 100, 1_000, ['a']).plan();
    expect(quotas).toEqual([{ webhookId: 'b', count: 40, workspaceBytes }]);
    expect(probes).toEqual([{ webhookId: 'a', workspaceId: 'acme', isPaced: false }]);
  });

  test('for the messages of a webhook with a pace separately, and not again until a scan finds it', () => {
    const due = dueOf({ a: 40, b: 40 });
    due.add([{ ...webhookOf('b'), isPaced: true }]);
    const plan = due.plan();
    expect(plan.quotas.map(({ webhookId }) => webhookId)).toEqual(['a']);
    expect(plan.messages).toEqual([
      { webhookId: 'b', workspaceId: 'acme', count: 40, workspaceBytes },
    ]);
    due.settle(plan, new Map([['b', 40]]));
    expect(due.isEmpty()).toBe(true);
  });

  test('for no more than the free room and the limit of a claim', () => {
    expect(askedBy(dueOf({ a: 40 }, Infinity, 30))).toEqual({ a: 30 });
    expect(dueOf({ a: 1_000 }, Infinity, 5_000).plan().isCut).toBe(true);
    const due = dueOf({ a: 1_000, 'b:globex': 1 }, Infinity, 5_000);
    expect(askedBy(due)).toEqual({ a: fairness.claimedMax - 1, 'b:globex': 1 });
    expect(due.plan().isCut).toBe(true);
    expect(dueOf({ a: 40, 'b:globex': 40 }, Infinity, 40).plan().isCut).toBe(false);
  });

  test('for even parts of all workspaces, and passes on what one does not need', () => {
    const quotas = { a: 40, b: 40, 'c:globex': 4, 'd:initech': 40, 'e:full': 40 };
    expect(askedBy(dueOf(quotas, Infinity, 28))).toEqual({
      'c:globex': 4,
      a: 6,
      b: 6,
      'd:initech': 12,
    });
  });
});

describe('a webhook', () => {
  test('is due until a claim finds less than it asked for', () => {
    const due = dueOf({ a: 4, b: 4 });
    due.settle(
      due.plan(),
      new Map([
        ['a', 4],
        ['b', 3],
      ]),
    );
    expect(askedBy(due)).toEqual({ a: 4 });
    due.settle(due.plan(), new Map());
    expect(due.isEmpty()).toBe(true);
  });

  test('that gets a notice during a claim stays due, since the claim may have missed deliveries', () => {
    const due = dueOf({ a: 4, b: 4 });
    const plan = due.plan();
    expect(due.add([webhookOf('b')])).toBe(false);
    expect(due.settle(plan, new Map())).toBe(true);
    expect(askedBy(due)).toEqual({ b: 4 });
    expect(due.settle(due.plan(), new Map())).toBe(false);
    expect(due.isEmpty()).toBe(true);
  });

  test('that others had to wait for makes another claim worthwhile when it is exhausted', () => {
    const due = dueOf({ a: 1, b: 1, c: 1 }, 2);
    expect(
      due.settle(
        due.plan(),
        new Map([
          ['a', 1],
          ['b', 1],
        ]),
      ),
    ).toBe(false);
    expect(due.settle(due.plan(), new Map())).toBe(true);
    expect(due.settle(due.plan(), new Map())).toBe(false);
    expect(due.isEmpty()).toBe(true);
  });

  test('that is exhausted makes another claim worthwhile for the workspaces that left room to it', () => {
    const due = dueOf({ a: 40, 'b:globex': 40 }, Infinity, 20);
    expect(due.settle(due.plan(), new Map([['a', 10]]))).toBe(true);
    expect(askedBy(due)).toEqual({ a: 20 });
    expect(due.settle(due.plan(), new Map([['a', 20]]))).toBe(false);
  });

  test('is reported as new only once', () => {
    const due = dueOf({});
    expect(due.add([webhookOf('a')])).toBe(true);
    expect(due.add([webhookOf('a')])).toBe(false);
    expect(due.add([webhookOf('a'), webhookOf('b')])).toBe(true);
  });

  test('that needed a probe is not due again until a scan finds it', () => {
    const due = dueOf({ a: 4 }, 100, 1_000, ['a']);
    due.settle(due.plan(), new Map([['a', 1]]));
    expect(due.isEmpty()).toBe(true);
  });
});

test('a workspace whose turn it is comes before those that may take less, also in a full claim', () => {
  const many = (workspace: string) =>
    Array.from({ length: 150 }, (_, n) => [`${n}:${workspace}`, 5] as const);
  const due = dueOf(
    Object.fromEntries([
      ...Array.from({ length: 10 }, (_, n) => [`${n}:first`, 40] as const),
      ...[...many('globex'), ...many('initech')],
    ]),
    Infinity,
    5_000,
  );
  const { quotas } = due.plan();
  expect(quotas).toHaveLength(fairness.webhooksPerClaim);
  expect(quotas.filter(({ webhookId }) => webhookId.endsWith(':first'))).toHaveLength(10);
});

test('webhooks and workspaces move behind the others when served, so all get their turn', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      (owners, room) => {
        const quotas = Object.fromEntries(owners.map((owner, n) => [`${n}:${owner}`, 3]));
        const due = dueOf(quotas, Infinity, room);
        const served = new Map(Object.keys(quotas).map((webhookId) => [webhookId, 0]));
        for (let turn = 0; turn < owners.length * 3; turn += 1) {
          const plan = due.plan();
          expect(plan.quotas.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(room);
          for (const { webhookId } of plan.quotas)
            served.set(webhookId, served.get(webhookId)! + 1);
          due.settle(plan, new Map(plan.quotas.map(({ webhookId, count }) => [webhookId, count])));
        }
        expect(Math.min(...served.values())).toBeGreaterThan(0);
      },
    ),
  );
});
