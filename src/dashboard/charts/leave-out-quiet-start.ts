interface Counts {
  succeededCount: number;
  failedCount: number;
  retriedCount: number;
}

/** The fewest buckets that a chart shows. */
const bucketsMin = 8;

/**
 * Leaves out the buckets before the first results if they are more than half of all, so that the chart of a new
 * workspace is not nearly empty.
 */
export function leaveOutQuietStart<Bucket extends Counts>(
  buckets: readonly Bucket[],
): readonly Bucket[] {
  const first = buckets.findIndex(
    ({ succeededCount, failedCount, retriedCount }) =>
      succeededCount + failedCount + retriedCount > 0,
  );
  if (first <= buckets.length / 2) return buckets;
  return buckets.slice(Math.min(first, Math.max(0, buckets.length - bucketsMin)));
}
