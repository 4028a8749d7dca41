import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { divideTime, type Period } from '../../../src/deliveries/stats/divide-time.ts';
import { findCalendar, hourMs } from '../../../src/deliveries/stats/time-zone.ts';

/** Divides into days, or into what `period` says, and returns the bounds as instants. */
function divide(
  timeZone: string,
  since: string,
  until: string,
  bucket: Period['bucket'] = 'DAY',
): string[] | undefined {
  const period = { since: new Date(since), until: new Date(until), bucket };
  return divideTime(period, findCalendar(timeZone)!)?.map(toText);
}

const toText = (hour: number) => new Date(hour * hourMs).toISOString().slice(0, 16);

describe('a day', () => {
  test('has 23 and 25 hours when the clocks change', () => {
    expect(divide('Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T22:00',
    ]);
    expect(divide('Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toEqual([
      '2026-10-24T22:00',
      '2026-10-25T23:00',
    ]);
  });

  test('starts after midnight where the clocks change at midnight', () => {
    expect(divide('Africa/Cairo', '2026-04-24T12:00Z', '2026-04-24T12:01Z')).toEqual([
      '2026-04-23T22:00', // 01:00 there
      '2026-04-24T21:00',
    ]);
  });

  test('has the UTC hours that start on its date, in zones that differ from UTC by a fraction', () => {
    expect(divide('Asia/Kolkata', '2026-01-10T12:00Z', '2026-01-10T13:00Z')).toEqual([
      '2026-01-09T19:00', // 00:30 there
      '2026-01-10T19:00',
    ]);
    expect(divide('Asia/Kathmandu', '2026-01-10T18:59Z', '2026-01-10T19:00:00.001Z')).toEqual([
      '2026-01-09T19:00',
      '2026-01-10T19:00', // 00:45 there
      '2026-01-11T19:00',
    ]);
  });

  test('that a zone skipped has no bucket', () => {
    expect(divide('Pacific/Apia', '2011-12-30T00:00Z', '2011-12-30T12:00Z')).toEqual([
      '2011-12-29T10:00',
      '2011-12-30T10:00', // The 31st: there was no 30th.
      '2011-12-31T10:00',
    ]);
  });
});

test('hours are those of UTC in every zone', () => {
  expect(divide('Asia/Kolkata', '2026-01-10T12:59Z', '2026-01-10T13:01Z', 'HOUR')).toEqual([
    '2026-01-10T12:00',
    '2026-01-10T13:00',
    '2026-01-10T14:00',
  ]);
});

test('there are at most 400 buckets', () => {
  expect(divide('UTC', '2025-01-01T00:00Z', '2026-02-05T00:00Z')).toHaveLength(401);
  expect(divide('UTC', '2025-01-01T00:00Z', '2026-02-05T00:01Z')).toBeUndefined();
  expect(divide('UTC', '2026-01-01T00:00Z', '2026-01-17T16:00Z', 'HOUR')).toHaveLength(401);
  expect(divide('UTC', '2026-01-01T00:00Z', '2026-01-17T16:01Z', 'HOUR')).toBeUndefined();
  expect(divide('UTC', '0000-01-01T00:00Z', '9999-12-31T23:59Z')).toBeUndefined();
});

test('names of time zones ignore case and include former names', () => {
  for (const name of ['UTC', 'europe/berlin', 'Asia/Calcutta', 'Asia/Kolkata']) {
    expect(findCalendar(name)).not.toBeNull();
  }
  for (const name of ['', 'Europe', 'Mars/Olympus', ' UTC', 'UTC\0', 'x'.repeat(10_000)]) {
    expect(findCalendar(name)).toBeNull();
  }
});

test('the buckets are whole days without gaps, and cover the period, in every zone', () => {
  const zones = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));
  const start = fc.date({
    min: new Date('2000-01-01'),
    max: new Date('2037-01-01'),
    noInvalidDate: true,
  });
  const lengthMs = fc.integer({ min: 1, max: 60 * 24 * hourMs });
  fc.assert(
    fc.property(zones, start, lengthMs, (zone, since, ms) => {
      const dateOf = findCalendar(zone)!;
      const until = new Date(since.getTime() + ms);
      const bounds = divideTime({ since, until, bucket: 'DAY' }, dateOf)!;
      const [first, second] = bounds.map((hour) => hour * hourMs);
      const [last, end] = bounds.slice(-2).map((hour) => hour * hourMs);
      expect(first! <= since.getTime() && since.getTime() < second!).toBe(true);
      expect(last! < until.getTime() && until.getTime() <= end!).toBe(true);
      const hours = Array.from(
        { length: bounds.at(-1)! - bounds[0]! + 1 },
        (_, n) => bounds[0]! + n,
      );
      expect(hours.filter((hour) => dateOf(hour) !== dateOf(hour - 1))).toEqual(bounds);
    }),
    { numRuns: 200 },
  );
});
