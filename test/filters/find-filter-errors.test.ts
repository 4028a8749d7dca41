import { describe, expect, test } from '@jest/globals';
import { findFilterErrors } from '../../src/filters/find-filter-errors.ts';
import type { GivenFilter } from '../../src/filters/index.ts';

const status = 'data.rent.status';
const active = { path: status, eq: 'ACTIVE' };
const rents = ['rent.created', 'rent.updated'];
const nest = (filter: GivenFilter, depth: number): GivenFilter =>
  depth === 0 ? filter : { not: nest(filter, depth - 1) };
const many = (count: number) => Array.from({ length: count }, () => active);

/** The fields of the errors for webhooks of rents. */
function fieldsOf(filter: GivenFilter, eventTypes = rents): string[] {
  return findFilterErrors(filter, eventTypes).map(({ field }) => field);
}

describe('a filter is refused', () => {
  test.each<[string, GivenFilter, string[]]>([
    ['without anything in it', {}, ['']],
    ['with a group and a condition', { all: [active], ...active }, ['']],
    ['with two groups', { all: [active], any: [active] }, ['']],
    ['with an empty group', { any: [{ all: [] }] }, ['any.0']],
    ['with a path alone', { path: status }, ['']],
    ['with an operator alone', { not: { eq: 'ACTIVE' } }, ['not.path']],
    ['with two operators', { all: [{ ...active, exists: true }] }, ['all.0']],
    ['with 21 conditions', { all: many(21) }, ['']],
    ['with 21 conditions in groups', { all: [{ any: many(11) }, { any: many(10) }] }, ['']],
    ['nested 4 deep', nest(active, 4), ['not.not.not']],
    ['with an unknown path', { path: 'data.rent.state', eq: 'ACTIVE' }, ['path']],
    ['with a path of another type', { path: 'data.item.name', eq: 'x' }, ['path']],
    ['with a path of the language', { path: 'data.__proto__.x', eq: 'x' }, ['path']],
    ['with a path into a text', { path: `${status}.length`, eq: 6 }, ['path']],
    ['with a path of 257 characters', { path: 'x'.repeat(257), eq: 'x' }, ['path']],
    ['on an object', { path: 'data.rent', exists: true }, ['path']],
    ['on a list', { path: 'data.rent.lines', exists: true }, ['path']],
    ['through a list', { path: 'data.rent.lines.quantity', eq: 1 }, ['path']],
    ['into a list', { path: 'data.rent.lines.0.quantity', eq: 1 }, ['path']],
    ['with a number for a text', { path: status, eq: 1 }, ['eq']],
    ['with an object for a text', { path: status, eq: { a: 1 } }, ['eq']],
    ['with a list for a text', { path: status, eq: ['ACTIVE', 'x'] }, ['eq']],
    ['with a list of one text', { path: status, eq: ['ACTIVE'] }, ['eq']],
    ['with an empty list', { path: status, eq: [] }, ['eq']],
    ['with a list for a beginning', { path: status, prefix: ['A'] }, ['prefix']],
    ['with a list of one number', { path: 'data.rent.version', gt: [1] }, ['gt']],
    ['with a list of one instant', { path: 'timestamp', lte: ['2025-01-15T10:30:00Z'] }, ['lte']],
    ['with a list in a list', { path: status, in: [['ACTIVE']] }, ['in.0']],
    ['with a number of 309 digits', { path: 'data.rent.version', in: [1, 1e308] }, ['in.1']],
    ['with a fraction of 308 digits', { path: 'data.rent.version', lt: -1e-308 }, ['lt']],
    ['with a text for a number', { path: 'data.rent.version', gt: '1' }, ['gt']],
    ['with a number that JSON does not have', { path: 'data.rent.version', gt: Infinity }, ['gt']],
    ['with a text that the value never has', { path: status, eq: 'Active' }, ['eq']],
    ['with another event type', { path: 'event', eq: 'item.created' }, ['eq']],
    ['with an order of texts', { path: status, gt: 'ACTIVE' }, ['gt']],
    ['with a prefix of a number', { path: 'data.rent.version', prefix: '1' }, ['prefix']],
    ['with a prefix of an instant', { path: 'data.rent.startsAt', prefix: '2025' }, ['prefix']],
    ['with a date for an instant', { path: 'data.rent.startsAt', gt: '2025-01-15' }, ['gt']],
    ['with an offset', { path: 'timestamp', gt: '2025-01-15T10:30:00+01:00' }, ['gt']],
    ['with a day that is not', { path: 'timestamp', gt: '2025-02-30T10:30:00Z' }, ['gt']],
    ['with ten digits', { path: 'timestamp', gt: '2025-01-15T10:30:00.0123456789Z' }, ['gt']],
    ['with an empty list', { path: status, in: [] }, ['in']],
    ['with 101 values', { path: status, in: Array<string>(101).fill('ACTIVE') }, ['in']],
    ['with a wrong value in a list', { path: status, in: ['ACTIVE', 2] }, ['in.1']],
    ['with null for what is never null', { path: status, in: [null] }, ['in.0']],
  ])('%s', (_name, filter, fields) => {
    expect(fieldsOf(filter)).toEqual(fields);
  });

  test.each([
    ['that is empty', ''],
    ['with NUL', 'a\0b'],
    ['with half a character', 'a\ud83d'],
    ['of 257 characters', '😀'.repeat(257)],
  ])('with a text %s', (_name, text) => {
    const path = 'data.renter.name';
    for (const filter of [
      { path, eq: text },
      { path, prefix: text },
    ]) {
      expect(findFilterErrors(filter, ['*'])).toHaveLength(1);
    }
    expect(fieldsOf({ path, in: ['x', text] }, ['*'])).toEqual(['in.1']);
  });

  test('with more than 8 KiB', () => {
    const leaf = { path: 'data.renter.name', in: Array<string>(33).fill('x'.repeat(256)) };
    expect(findFilterErrors(leaf, ['*'])).toEqual([
      { field: '', message: 'A filter may have at most 8 KiB as JSON.' },
    ]);
  });

  test('with every error of its conditions, ten at most', () => {
    const wrong = { path: status, eq: 1 };
    expect(fieldsOf({ all: [wrong, active, { any: [active, wrong] }] })).toEqual([
      ...['all.0.eq', 'all.2.any.1.eq'],
    ]);
    expect(fieldsOf({ all: Array<GivenFilter>(20).fill(wrong) })).toHaveLength(10);
  });

  test('in a bounded time, whatever its size', () => {
    const wide = { any: Array<GivenFilter>(20_000).fill({ all: many(50) }) };
    expect(fieldsOf(wide)).toEqual(['']);
    expect(fieldsOf(nest(active, 5_000))).toEqual(['not.not.not']);
  });
});

describe('a filter may be saved', () => {
  test.each<[string, GivenFilter]>([
    ['with 20 conditions', { all: many(20) }],
    ['nested 3 deep', nest(active, 3)],
    ['with nulls for what is left out', { ...active, all: null, any: null, not: null, in: null }],
    ['with the largest number', { path: 'data.rent.version', lt: -(10 ** 21 - 2 ** 17) }],
    ['that excludes', { path: 'data.rent.version', exists: false }],
    ['with a path that one of the types has', { path: 'data.previous.endsAt', exists: true }],
    [
      'with the envelope',
      {
        all: [
          { path: 'event', in: rents },
          { path: 'timestamp', gt: '2025-01-15T10:30:00Z' },
        ],
      },
    ],
    [
      'with a leap day and nine digits',
      { path: 'timestamp', lt: '2024-02-29T23:59:59.123456789Z' },
    ],
    ['with a part of a status', { path: status, prefix: 'RE' }],
  ])('%s', (_name, filter) => {
    expect(findFilterErrors(filter, rents)).toEqual([]);
  });

  test('with null for what can be null', () => {
    expect(findFilterErrors({ path: 'data.renter.phone', in: [null] }, ['*'])).toEqual([]);
  });

  test('with a path of any event type for all of them or all of a noun', () => {
    for (const eventTypes of [['*'], ['item.*'], ['rent.created', 'item.deleted']]) {
      expect(findFilterErrors({ path: 'data.item.sku', eq: 'x' }, eventTypes)).toEqual([]);
    }
    expect(fieldsOf({ path: 'data.item.sku', eq: 'x' }, ['rent.*'])).toEqual(['path']);
  });
});

test('an error says what is wrong and what to do', () => {
  const messageOf = (filter: GivenFilter) => findFilterErrors(filter, rents)[0]!.message;
  expect(messageOf({ path: 'data.rent.lines.itemId', eq: 'x' })).toBe(
    'data.rent.lines is a list, and filters do not look into lists.',
  );
  expect(messageOf({ path: 'data.rent', exists: true })).toBe(
    'data.rent has several values. Name one of them.',
  );
  expect(messageOf({ path: status, eq: 'ACTIV' })).toBe(
    'Choose one of RESERVED, ACTIVE, RETURNED, CANCELLED.',
  );
  expect(messageOf({ path: status, gt: 1 })).toBe(
    'The value is a text. Use one of eq, in, prefix, exists.',
  );
  expect(messageOf({ path: 'data.rent.startsAt', gt: 5 })).toBe(
    'Compare it with an instant in UTC, such as 2025-01-15T10:30:00Z.',
  );
});
