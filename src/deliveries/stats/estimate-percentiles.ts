import { responseTimeBounds } from '../response-times.ts';

/** Percentiles of response times: that share of the responses took at most so long. */
export interface ResponseTimes {
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/**
 * Estimates percentiles from the numbers of responses by bucket (`responseTimeBounds`), as if the times of a bucket were
 * spread evenly over it. Null without responses.
 *
 * An estimate is in the same bucket as the exact value, so it is exact up to 3 ms, and above that off by less than the
 * width of the bucket: at most two thirds of the exact value, usually much less. A time above 30 s counts as 30 s.
 */
export function estimatePercentiles(counts: readonly number[]): ResponseTimes | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const estimate = (share: number) => estimateAt(Math.ceil(total * share), counts);
  return { p50Ms: estimate(0.5), p95Ms: estimate(0.95), p99Ms: estimate(0.99) };
}

/** Estimates the time of the response at this rank, counted from 1, in ascending order. */
function estimateAt(rank: number, counts: readonly number[]): number {
  let before = 0;
  const place = counts.findIndex((count) => {
    const isHere = before + count >= rank;
    if (!isHere) before += count;
    return isHere;
  });
  const lower = responseTimeBounds[place - 1] ?? 0;
  const upper = responseTimeBounds[place] ?? lower;
  const share = (rank - before - 0.5) / (counts[place] ?? 1);
  // Times are whole numbers, and the lower bound belongs to the bucket before.
  return Math.ceil(lower + (upper - lower) * share);
}
