import { responseTimeColumns } from '../response-times.ts';
import { estimatePercentiles, type ResponseTimes } from './estimate-percentiles.ts';
import type { StatsRow } from './load-stats.ts';
import { hourMs } from './time-zone.ts';

/** Counts of a period. */
export interface StatsCounts {
  succeededCount: number;
  failedCount: number;
  retriedCount: number;
  /** Null without responses. */
  responseTime: ResponseTimes | null;
}

/** The counts from one instant until another, exclusive. */
export interface StatsBucketCounts extends StatsCounts {
  startsAt: Date;
  endsAt: Date;
}

/** The statistics of a period: of each bucket, in the order of time, and of all together. */
export interface DeliveryStats {
  buckets: StatsBucketCounts[];
  total: StatsCounts;
}

/**
 * Completes the rows of a period with its empty buckets and its total.
 *
 * @param bounds as for `loadWebhookStats`
 */
export function toDeliveryStats(
  bounds: readonly number[],
  rows: readonly StatsRow[],
): DeliveryStats {
  const rowAt = new Map(rows.map((row) => [row.place, row]));
  const buckets = bounds.slice(1).map((end, place) => ({
    startsAt: toDate(bounds[place] ?? end),
    endsAt: toDate(end),
    ...toCounts(rowAt.get(place) ?? empty),
  }));
  return { buckets, total: toCounts(rows.reduce(add, empty)) };
}

const empty: StatsRow = {
  ...{ place: 0, hours: 0, succeeded: 0, failed: 0, retried: 0 },
  responses: responseTimeColumns.map(() => 0),
};

function add(sum: StatsRow, row: StatsRow): StatsRow {
  return {
    place: 0,
    hours: sum.hours + row.hours,
    succeeded: sum.succeeded + row.succeeded,
    failed: sum.failed + row.failed,
    retried: sum.retried + row.retried,
    responses: sum.responses.map((count, place) => count + (row.responses[place] ?? 0)),
  };
}

function toCounts({ succeeded, failed, retried, responses }: StatsRow): StatsCounts {
  return {
    succeededCount: succeeded,
    failedCount: failed,
    retriedCount: retried,
    responseTime: estimatePercentiles(responses),
  };
}

function toDate(hour: number): Date {
  return new Date(hour * hourMs);
}
