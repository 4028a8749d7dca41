import { hourMs, type DateOf } from './time-zone.ts';

/** The lengths of the buckets into which time is divided. */
export const StatsBucket = { HOUR: 'HOUR', DAY: 'DAY' } as const;
export type StatsBucket = (typeof StatsBucket)[keyof typeof StatsBucket];

/** The most buckets of one answer: a year of days, or 16 days of hours. */
export const bucketsMax = 400;

/** A period to divide; `since` is before `until`. */
export interface Period {
  since: Date;
  /** Exclusive. */
  until: Date;
  bucket: StatsBucket;
}

/**
 * Divides a period into whole buckets. The first contains `since`, the last the moment before `until`.
 *
 * Counts are kept by the UTC hour, so a bucket begins with a whole UTC hour: a day has the hours that begin on its local
 * date, 23 or 25 of them when the clocks change. Where local time differs from UTC by a fraction of an hour, a day begins
 * up to an hour after local midnight.
 *
 * @returns the hours since 1970 with which the buckets begin, and last the hour with which the last bucket ends; null
 * for more than 400 buckets
 */
export function divideTime({ since, until, bucket }: Period, dateOf: DateOf): number[] | null {
  const first = Math.floor(since.getTime() / hourMs);
  const end = Math.ceil(until.getTime() / hourMs);
  const isByHour = bucket === 'HOUR';
  const bounds = [isByHour ? first : findFirstOfDay(first, dateOf)];
  for (let last = bounds[0] ?? first; last < end; bounds.push(last)) {
    if (bounds.length > bucketsMax) return null;
    last = isByHour ? last + 1 : findNextDay(last, dateOf);
  }
  return bounds;
}

/** The first hour of the day that has this hour. */
function findFirstOfDay(hour: number, dateOf: DateOf): number {
  const date = dateOf(hour);
  let first = hour;
  while (dateOf(first - 1) === date) first -= 1;
  return first;
}

/** A day that the clocks shorten is still longer than this. */
const hoursSkipped = 20;

/** The first hour of the day after the one that begins with `first`. */
function findNextDay(first: number, dateOf: DateOf): number {
  const date = dateOf(first);
  let next = first + (dateOf(first + hoursSkipped) === date ? hoursSkipped : 0) + 1;
  while (dateOf(next) === date) next += 1;
  return next;
}
