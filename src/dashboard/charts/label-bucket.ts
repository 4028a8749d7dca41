import type { StatsBucket } from '../api/graphql/graphql.ts';

/** The times of a bucket. */
interface BucketTimes {
  startsAt: string;
  endsAt: string;
}

/** Writes buckets in a time zone. */
export interface BucketLabels {
  /** For an axis: "14:00", "3 Mar". */
  short(startsAt: string): string;
  /** In full: "Sun 29 Mar, 14:00 CET", "Sun 29 Mar (23 hours)". */
  full(bucket: BucketTimes): string;
}

const hourMs = 3_600_000;
const dayHours = 24;

/** The zone stands with each hour, since an hour comes twice when clocks are set back. */
export function createBucketLabels(bucket: StatsBucket, timeZone: string): BucketLabels {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const hour = format({ hour: '2-digit', minute: '2-digit' });
  const day = format({ day: 'numeric', month: 'short' });
  const fullDay = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const fullHour = format({ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  return {
    short: (startsAt) => (bucket === 'HOUR' ? hour : day).format(new Date(startsAt)),
    full({ startsAt, endsAt }) {
      const start = new Date(startsAt);
      if (bucket === 'HOUR') return `${fullDay.format(start)}, ${fullHour.format(start)}`;
      const hours = (Date.parse(endsAt) - start.getTime()) / hourMs;
      return `${fullDay.format(start)}${hours === dayHours ? '' : ` (${hours} hours)`}`;
    },
  };
}
