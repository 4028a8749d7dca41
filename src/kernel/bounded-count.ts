/**
 * The most rows that are counted. Counting 10,000 takes a few milliseconds, and a list may have millions of rows.
 */
export const countedMax = 10_000;

/** A count that stops at `countedMax`, or earlier. */
export interface BoundedCount {
  count: number;
  /** False when there are or may be more than `count`. */
  isExact: boolean;
}

/** Makes a bounded count from the row count of a statement with `limit countedMax + 1`. */
export function toBoundedCount(found: number): BoundedCount {
  return { count: Math.min(found, countedMax), isExact: found <= countedMax };
}
