import { describe, expect, test } from '@jest/globals';
import { formatDay, formatInstant, formatPeriod, formatTime } from '../../src/kernel/index.ts';

describe('an instant for people', () => {
  test.each([
    ['2025-01-16T08:00:00.000Z', '16 Jan 2025, 08:00 UTC'],
    ['2025-09-01T23:59:59Z', '1 Sep 2025, 23:59 UTC'],
    ['2025-01-16T08:00:00.123456789Z', '16 Jan 2025, 08:00 UTC'],
    ['2025-01-16T01:00:00+02:00', '15 Jan 2025, 23:00 UTC'],
  ])('%s is "%s"', (instant, text) => {
    expect(formatInstant(instant)).toBe(text);
    expect(`${formatDay(instant) ?? ''}, ${formatTime(instant) ?? ''}`).toBe(text);
  });

  test.each(['2025-13-01T08:00:00Z', '2025-01-16', 'today', '', 7, null, undefined, {}])(
    '%j is none',
    (value) => {
      expect(formatInstant(value)).toBeUndefined();
      expect(formatDay(value)).toBeUndefined();
      expect(formatTime(value)).toBeUndefined();
      expect(formatPeriod(value, '2025-01-16T08:00:00Z')).toBeUndefined();
    },
  );

  test.each([
    ['2025-01-16T08:00:00Z', '2025-01-18T17:00:00Z', 'from 16 Jan to 18 Jan 2025'],
    ['2024-12-30T08:00:00Z', '2025-01-02T17:00:00Z', 'from 30 Dec 2024 to 2 Jan 2025'],
    ['2025-01-16T08:00:00Z', '2025-01-16T17:00:00Z', 'on 16 Jan 2025'],
  ])('%s to %s is "%s"', (from, to, text) => {
    expect(formatPeriod(from, to)).toBe(text);
  });
});
