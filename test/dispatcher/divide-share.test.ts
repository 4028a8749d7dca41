import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { divideShare } from '../../src/dispatcher/divide-share.ts';

/** Divides a share among webhooks given as name and quota; a name in capitals is of a quick webhook. */
function divide(quotas: Record<string, number>, all: number, others = all, takersMax = 200) {
  const askings = Object.entries(quotas).map(([taker, quota]) => {
    return { taker, quota, isQuick: taker === taker.toUpperCase() };
  });
  const given = divideShare(askings, { all, others }, takersMax);
  return Object.fromEntries(given.map(({ taker, count }) => [taker, count]));
}

test('a share is divided evenly, and one webhook leaves to the others what it does not ask for', () => {
  expect(divide({ A: 40, B: 2, C: 40 }, 12)).toEqual({ A: 5, B: 2, C: 5 });
});

test('of a small share the first webhooks get one delivery each', () => {
  expect(divide({ A: 40, B: 40, C: 40 }, 2)).toEqual({ A: 1, B: 1 });
  expect(divide({ A: 40, B: 40, C: 40 }, 100, 100, 1)).toEqual({ A: 40 });
});

test('webhooks that are not quick leave the reserve to quick ones, also to those behind them', () => {
  expect(divide({ a: 40, b: 40, C: 40 }, 30, 6)).toEqual({ a: 3, b: 3, C: 24 });
  expect(divide({ a: 40, b: 40, c: 40, D: 40 }, 4, 1)).toEqual({ a: 1, D: 3 });
  expect(divide({ a: 40, B: 40 }, 10, 0)).toEqual({ B: 10 });
});

test('nobody gets more than its quota, less than one, or from the reserve without being quick', () => {
  const askings = fc.array(
    fc.record({ taker: fc.nat(), isQuick: fc.boolean(), quota: fc.nat(50) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(askings, fc.nat(100), fc.nat(100), fc.nat(20), (asked, a, b, takersMax) => {
      const share = { all: Math.max(a, b), others: Math.min(a, b) };
      const asking = asked.map((one, n) => ({ ...one, taker: n }));
      const given = divideShare(asking, share, takersMax);
      const sum = (those: typeof given) => those.reduce((total, { count }) => total + count, 0);
      expect(sum(given)).toBeLessThanOrEqual(share.all);
      expect(sum(given.filter(({ isQuick }) => !isQuick))).toBeLessThanOrEqual(share.others);
      expect(given.length).toBeLessThanOrEqual(takersMax);
      for (const { taker, count } of given) {
        expect(count).toBeGreaterThanOrEqual(1);
        expect(count).toBeLessThanOrEqual(asking[taker]!.quota);
      }
    }),
  );
});
