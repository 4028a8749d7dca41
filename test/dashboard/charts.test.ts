import { describe, expect, test } from '@jest/globals';
import { describeTimes, findFailureShare } from '../../src/dashboard/charts/describe-stats.ts';
import { leaveOutQuietStart } from '../../src/dashboard/charts/leave-out-quiet-start.ts';
import { createBucketLabels } from '../../src/dashboard/charts/label-bucket.ts';
import { findSince, readPeriod } from '../../src/dashboard/charts/period.ts';

const hour = 3_600_000;

describe('the labels of buckets', () => {
  test('tell the hours apart that come twice when clocks are set back', () => {
    const { short, full } = createBucketLabels('HOUR', 'Europe/Berlin');
    const startsAt = ['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z'];
    expect(startsAt.map(short)).toEqual(['02:00', '02:00']);
    expect(startsAt.map((start) => full({ startsAt: start, endsAt: start }))).toEqual([
      'Sun 25 Oct, 02:00 CEST',
      'Sun 25 Oct, 02:00 CET',
    ]);
  });

  test('say how long a day is when clocks change', () => {
    const { short, full } = createBucketLabels('DAY', 'Europe/Berlin');
    const day = (startsAt: string, hours: number) =>
      full({ startsAt, endsAt: new Date(Date.parse(startsAt) + hours * hour).toISOString() });
    expect(day('2026-03-27T23:00:00.000Z', 24)).toBe('Sat 28 Mar');
    expect(day('2026-03-28T23:00:00.000Z', 23)).toBe('Sun 29 Mar (23 hours)');
    expect(day('2026-10-24T22:00:00.000Z', 25)).toBe('Sun 25 Oct (25 hours)');
    expect(short('2026-10-24T22:00:00.000Z')).toBe('25 Oct');
  });

  test('are right at the date line and where days begin at half past', () => {
    const inZone = (zone: string) =>
      createBucketLabels('DAY', zone).short('2026-03-01T18:30:00.000Z');
    expect([inZone('Pacific/Kiritimati'), inZone('Pacific/Niue'), inZone('Asia/Kolkata')]).toEqual([
      ...['2 Mar', '1 Mar', '2 Mar'],
    ]);
  });
});

describe('the period of charts', () => {
  test('has whole hours, and the same throughout an hour', () => {
    const start = Date.parse('2026-03-01T12:00:00Z');
    for (const now of [start, start + hour - 1]) {
      expect(findSince('24h', now)).toBe('2026-02-28T13:00:00.000Z');
      expect(findSince('48h', now)).toBe('2026-02-27T13:00:00.000Z');
    }
    expect(findSince('24h', start + hour)).toBe('2026-02-28T14:00:00.000Z');
  });

  test('has whole days, today included, and the same throughout a day', () => {
    const noons = [0, 1, 23].map((hours) => {
      const now = new Date(2026, 2, 30, hours, 59);
      return new Date(findSince('7d', now.getTime()));
    });
    for (const noon of noons) {
      expect([noon.getMonth(), noon.getDate(), noon.getHours()]).toEqual([2, 24, 12]);
    }
    expect(new Date(findSince('30d', new Date(2026, 2, 30).getTime())).getDate()).toBe(1);
  });

  test('is a day unless the address has one that is known', () => {
    expect(['7d', '30d', '1y', 'toString', null].map(readPeriod)).toEqual([
      ...['7d', '30d', '24h', '24h', '24h'],
    ]);
  });
});

describe('a chart', () => {
  const countsOf = (counts: number[]) =>
    counts.map((succeededCount) => ({ succeededCount, failedCount: 0, retriedCount: 0 }));
  const shownOf = (counts: number[]) =>
    leaveOutQuietStart(countsOf(counts)).map(({ succeededCount }) => succeededCount);
  const quiet = Array<number>(16).fill(0);

  test('begins at the first results when more than half of it would be empty', () => {
    expect(shownOf([...quiet, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(shownOf([...quiet, 1, 0])).toEqual([0, 0, 0, 0, 0, 0, 1, 0]);
  });

  test('is whole when it has results early, or none, or few buckets', () => {
    for (const counts of [[...quiet, ...Array<number>(16).fill(1)], quiet, [0, 0, 0, 0, 0, 0, 5]]) {
      expect(shownOf(counts)).toEqual(counts);
    }
  });
});

test('a period without results has no failure rate and no response times', () => {
  const nothing = { succeededCount: 0, failedCount: 0, retriedCount: 0, responseTime: null };
  expect(findFailureShare(nothing)).toBeNull();
  expect(findFailureShare({ ...nothing, succeededCount: 997, failedCount: 3 })).toBe(0.003);
  expect(describeTimes(nothing)).toBe('There were no responses.');
});
