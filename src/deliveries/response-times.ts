/**
 * The upper bounds of the buckets in which response times are counted, in ms. A bucket includes its upper bound.
 * Longer times are counted in one more bucket. The tables have a column for each bucket, so a change of this list
 * needs a migration.
 */
export const responseTimeBounds = [
  ...[1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70],
  ...[100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000],
  ...[10_000, 15_000, 20_000, 30_000],
] as const;

/** The columns of `webhook_hours` with the number of responses in each bucket, in order. */
export const responseTimeColumns: readonly string[] = [
  ...responseTimeBounds.map((bound) => `responses_to_${bound}_ms`),
  'responses_slower',
];
