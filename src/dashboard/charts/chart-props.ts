import type { BucketLabels } from './label-bucket.ts';

interface BucketTimes {
  startsAt: string;
  endsAt: string;
}

/** Returns the properties that both charts have in common. Buckets are found by their start: an hour of the clock may come twice. */
export function chartProps(buckets: readonly BucketTimes[], labels: BucketLabels) {
  const labelOf = new Map(buckets.map((bucket) => [bucket.startsAt, labels.full(bucket)]));
  return {
    h: 240,
    data: [...buckets],
    dataKey: 'startsAt',
    accessibilityLayer: false, // the table is what a keyboard and a screen reader get
    textColor: 'var(--mantine-color-dimmed)',
    yAxisProps: { width: 72, allowDecimals: false },
    xAxisProps: { tickFormatter: labels.short, minTickGap: 24, padding: { left: 12, right: 12 } },
    tooltipProps: { labelFormatter: (startsAt: unknown) => labelOf.get(String(startsAt)) ?? '' },
  };
}
