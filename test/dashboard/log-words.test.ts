import { describe, expect, test } from '@jest/globals';
import { describeCount } from '../../src/dashboard/deliveries/describe-count.ts';
import { describeFilter } from '../../src/dashboard/deliveries/filters/describe-filter.ts';
import { fromLocalTime, toLocalTime } from '../../src/dashboard/deliveries/filters/local-time.ts';
import { emptyFilter } from '../../src/dashboard/deliveries/log/log-view.ts';
import { describeDuration } from '../../src/dashboard/deliveries/rows/describe-row.ts';

describe('the words of a log', () => {
  test('say how far a count goes', () => {
    expect(describeCount({ count: 1, isExact: true })).toBe('1 delivery');
    expect(describeCount({ count: 1_234, isExact: true })).toBe('1,234 deliveries');
    expect(describeCount({ count: 10_000, isExact: false })).toBe('More than 10,000 deliveries');
  });

  test('name each condition of a filter with the change that removes it', () => {
    const filter = {
      ...emptyFilter,
      statuses: ['FAILED' as const, 'PENDING' as const],
      responseStatus: 503,
    };
    expect(describeFilter(filter)).toEqual([
      { label: 'Status', value: 'Failed', removal: { statuses: ['PENDING'] } },
      { label: 'Status', value: 'Pending', removal: { statuses: ['FAILED'] } },
      { label: 'Status code', value: '503', removal: { responseStatus: null } },
    ]);
  });

  test('give durations in the unit that fits', () => {
    expect([null, 0, 999, 1_000, 30_000].map(describeDuration)).toEqual([
      ...['–', '0 ms', '999 ms', '1.0 s', '30.0 s'],
    ]);
  });
});

describe('a time of a field', () => {
  test('is in the zone of the person, and comes back the same', () => {
    const time = '2026-03-29T01:30:07.000Z';
    expect(fromLocalTime(toLocalTime(time))).toBe(time);
    expect(toLocalTime(null)).toBeNull();
    expect(fromLocalTime('soon')).toBeNull();
  });
});
