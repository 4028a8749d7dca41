import { describe, expect, test } from '@jest/globals';
import { describeFilter } from '../../src/dashboard/deliveries/filters/describe-filter.ts';
import { fromLocalTime, toLocalTime } from '../../src/dashboard/components/local-time.ts';
import { emptyFilter } from '../../src/dashboard/deliveries/log/log-view.ts';

describe('the words of a log', () => {
  test('name each condition of a filter with the change that removes it', () => {
    const filter = {
      ...emptyFilter,
      statuses: ['FAILED' as const, 'PENDING' as const],
      responseStatus: 503,
    };
    expect(describeFilter(filter)).toEqual([
      { label: 'Status', value: 'Failed', removal: { statuses: ['PENDING'] } },
      { label: 'Status', value: 'Waiting', removal: { statuses: ['FAILED'] } },
      { label: 'Status code', value: '503', removal: { responseStatus: null } },
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
