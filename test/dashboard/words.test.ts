import { expect, test } from '@jest/globals';
import { writeMs, writeSeconds } from '../../src/dashboard/words/durations.ts';
import { countDeliveries, countWebhooks, writeShare } from '../../src/dashboard/words/numbers.ts';
import { capitalise, toLowerWords, toWords } from '../../src/dashboard/words/to-words.ts';

test.each([
  [null, '–'],
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.0123, '1.2 %'],
  [0.5, '50 %'],
  [0.9996, '> 99.9 %'],
  [1, '100 %'],
])('the share %p is "%s"', (share, text) => {
  expect(writeShare(share)).toBe(text);
});

test('a count says whether it is a lower bound', () => {
  expect(countDeliveries(1)).toBe('1 delivery');
  expect(countDeliveries({ count: 1, isExact: false })).toBe('more than 1 deliveries');
  expect(countDeliveries({ count: 1_234, isExact: true })).toBe('1,234 deliveries');
  expect(capitalise(countWebhooks({ count: 10_000, isExact: false }))).toBe(
    'More than 10,000 webhooks',
  );
});

test('the time of a request has three digits at most from a second on', () => {
  expect([null, 0, 999, 1_000, 1_254, 12_345, 30_000].map(writeMs)).toEqual([
    ...['–', '0 ms', '999 ms', '1 s', '1.25 s', '12.3 s', '30 s'],
  ]);
});

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min 59 s'],
  [3_605, '1 h'],
  [7_265, '2 h 1 min'],
  [604_800, '7 d'],
  [601_200, '6 d 23 h'],
])('%i seconds are "%s"', (seconds, text) => {
  expect(writeSeconds(seconds)).toBe(text);
});

test('values of enums are words, alone and within a sentence', () => {
  const values = ['CONNECTION_REFUSED', 'DNS_ERROR', 'STATUS_5XX'];
  expect(values.map(toWords)).toEqual(['Connection refused', 'DNS error', '5xx']);
  expect(values.map(toLowerWords)).toEqual(['connection refused', 'DNS error', '5xx']);
});
