import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { responseTimeBounds } from '../../../src/deliveries/response-times.ts';
import { estimatePercentiles } from '../../../src/deliveries/stats/estimate-percentiles.ts';
import { bucketOf } from './bucket-of.ts';

/** The exact percentile: the smallest time that at least this share of all does not exceed. */
function exactly(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1]!;
}

function count(times: readonly number[]): number[] {
  const counts = [...responseTimeBounds, Infinity].map(() => 0);
  for (const ms of times) counts[bucketOf(ms)]! += 1;
  return counts;
}

test('there are no percentiles without responses', () => {
  expect(estimatePercentiles(count([]))).toBeNull();
});

test('times up to 3 ms are exact, and times above 30 s are 30 s', () => {
  expect(estimatePercentiles(count([1, 2, 3]))).toEqual({ p50Ms: 2, p95Ms: 3, p99Ms: 3 });
  expect(estimatePercentiles(count([31_000]))).toEqual({
    p50Ms: 30_000,
    p95Ms: 30_000,
    p99Ms: 30_000,
  });
});

test('times are spread evenly over their bucket', () => {
  const hundred = Array.from({ length: 100 }, () => 150); // from 101 to 150
  expect(estimatePercentiles(count(hundred))).toEqual({ p50Ms: 125, p95Ms: 148, p99Ms: 150 });
});

test('an estimate is in the bucket of the exact value, at most 67 % off', () => {
  const time = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 30_000 }));
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 300 }), (times) => {
      const { p50Ms, p95Ms, p99Ms } = estimatePercentiles(count(times))!;
      for (const [estimate, share] of [
        [p50Ms, 0.5],
        [p95Ms, 0.95],
        [p99Ms, 0.99],
      ] as const) {
        const exact = exactly(times, share);
        expect(bucketOf(estimate)).toBe(bucketOf(exact));
        expect(Math.abs(estimate - exact) / exact).toBeLessThan(0.67);
      }
    }),
    { numRuns: 500 },
  );
});
