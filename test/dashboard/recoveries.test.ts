import { describe, expect, test } from '@jest/globals';
import { toDeliveryFilter } from '../../src/dashboard/deliveries/log/log-view.ts';
import { summariseFilter } from '../../src/dashboard/recoveries/summarise-filter.ts';
import { sortErrors } from '../../src/dashboard/recoveries/errors-of-fields.ts';
import {
  fromDeliveryFilter,
  readFilter,
  writeFilter,
} from '../../src/dashboard/recoveries/filter-of-url.ts';
import { measureProgress } from '../../src/dashboard/recoveries/measure-progress.ts';

const full =
  'status=FAILED&type=rent.created&type=item.created&trigger=EVENT&error=TIMEOUT&class=NO_RESPONSE&class=STATUS_5XX' +
  '&code=503&webhook=wh_1&webhook=wh_2&event=evt_1&after=2026-03-01T10:00:00%2B01:00&before=2026-03-02&text=Zo%C3%AB';
const read = (query: string) => readFilter(new URLSearchParams(query));

describe('the filter of a recovery in the address', () => {
  test('is read and written without loss', () => {
    const filter = read(full);
    expect(filter).toMatchObject({
      eventTypes: ['rent.created', 'item.created'],
      responseStatusClasses: ['NO_RESPONSE', 'STATUS_5XX'],
      responseStatus: 503,
      createdAfter: '2026-03-01T09:00:00.000Z',
      createdBefore: '2026-03-02T00:00:00.000Z',
      text: 'Zoë',
    });
    expect(readFilter(writeFilter(filter))).toEqual(filter);
    expect(fromDeliveryFilter(toDeliveryFilter(filter))).toEqual(filter);
  });

  test('leaves out what is unknown, and restricts nothing when it is empty', () => {
    const vain = read('status=LOST&error=&code=12&code=0503&after=yesterday&type=&other=1');
    expect(toDeliveryFilter(vain)).toEqual({});
    expect(writeFilter(vain).toString()).toBe('');
  });
});

describe('a filter in words', () => {
  const nameOf = (id: string) => (id === 'wh_1' ? 'Orders' : id);
  test('names each condition', () => {
    const timeless = { ...read(full), createdAfter: null, createdBefore: null };
    expect(summariseFilter(timeless, nameOf).split(', ')).toEqual([
      'Of Orders or wh_2',
      'event rent.created or item.created',
      'error timeout',
      'response no response or 5xx',
      'response 503',
      'made by event',
      'status failed',
      'event evt_1',
      'payload contains “Zoë”',
    ]);
    expect(summariseFilter(read('error=DNS_ERROR&code=503'), nameOf)).toBe(
      'Error DNS error, response 503',
    );
  });

  test('names three values, and counts the others', () => {
    expect(summariseFilter(read('type=a&type=b&type=c&type=d&type=e'), nameOf)).toBe(
      'Event a, b, c or 2 more',
    );
  });
});

describe('the progress of a recovery', () => {
  const recovery = {
    status: 'RUNNING' as const,
    expectedCount: { count: 600, isExact: true },
    recoveredCount: 150,
    filter: { createdAfter: '2026-03-01T00:00:00Z' },
    createdAt: '2026-03-01T10:00:00Z',
    searchedUntil: '2026-03-01T04:00:00Z',
  };
  test('is measured by the deliveries made', () => {
    expect(measureProgress(recovery)).toEqual({
      percent: 25,
      text: '150 of 600 deliveries made again',
    });
    expect(measureProgress({ ...recovery, recoveredCount: 700 }).percent).toBe(99);
    expect(measureProgress({ ...recovery, status: 'SUCCEEDED', recoveredCount: 590 }).percent).toBe(
      100,
    );
  });

  test('is measured by the time searched when there are too many to be counted', () => {
    const many = { ...recovery, expectedCount: { count: 10_000, isExact: false } };
    expect(measureProgress(many)).toEqual({
      percent: 40,
      text: '150 deliveries of more than 10,000 made again',
    });
    const filter = { createdAfter: '2026-03-01T00:00:00Z', createdBefore: '2026-03-01T05:00:00Z' };
    expect(measureProgress({ ...many, filter }).percent).toBe(80);
  });

  test('of an empty recovery is no division by zero', () => {
    const expectedCount = { count: 0, isExact: true };
    const filter = { createdAfter: recovery.createdAt };
    expect(measureProgress({ ...recovery, expectedCount, filter }).percent).toBe(0);
  });
});

test('errors of the API stand at their fields and name the value', () => {
  const error = (field: string | null, message: string) => ({
    code: 'INVALID_INPUT',
    field,
    message,
  });
  const errors = [
    error('filter.eventTypes.1', 'Unknown.'),
    error('filter.createdBefore', 'Too early.'),
    error('filter.statuses', 'Not failed.'),
    error(null, 'Later.'),
  ];
  expect(sortErrors(errors, read(full))).toEqual({
    eventTypes: 'item.created: Unknown.',
    createdBefore: 'Too early.',
    other: 'Not failed. Later.',
  });
});
