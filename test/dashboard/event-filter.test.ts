import { describe, expect, test } from '@jest/globals';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { describeFilter } from '../../src/dashboard/event-filter/describe-filter.ts';
import {
  noFilter,
  toFilter,
  toFilterValues,
  type FilterTree,
} from '../../src/dashboard/event-filter/filter-values.ts';
import { explainAbsence } from '../../src/dashboard/events/explain-absence.ts';
import { listFields } from '../../src/dashboard/event-filter/list-fields.ts';
import { writePlaceholder } from '../../src/dashboard/webhook-form/placeholders.ts';
import { checkFilter } from '../../src/filters/index.ts';
import { findMessageTextErrors } from '../../src/messages/index.ts';

const status: FilterTree = { path: 'data.rent.status', in: ['ACTIVE', 'RETURNED'] };
const stock: FilterTree = { path: 'data.item.quantityInStock', lte: 3 };
const time: FilterTree = { path: 'timestamp', gt: '2025-01-15T10:30:00Z' };

describe('a filter in the form', () => {
  test.each<[string, FilterTree]>([
    ['all', { all: [status, stock, time] }],
    ['any', { any: [{ path: 'data.item.sku', exists: false }] }],
    ['with not', { all: [status, { not: stock }] }],
    ['nested', { any: [status, { all: [stock, time] }] }],
    ['with null', { path: 'data.item.sku', in: ['A', null] }],
  ])('that is %s becomes the same filter again', (_case, filter) => {
    expect(toFilter(toFilterValues(filter))).toEqual(filter);
  });

  test('that is one condition becomes a row, and one of other forms stays as it is', () => {
    expect(toFilter(toFilterValues(stock))).toEqual({ all: [stock] });
    expect(toFilterValues({ not: stock })).toMatchObject({ rows: [], fixed: { not: stock } });
    expect(toFilterValues(null)).toEqual(noFilter);
    expect(toFilter(noFilter)).toEqual({});
  });

  test('sends what is no number as it was typed', () => {
    const row = { id: 0, path: 'x', operator: 'gt', kind: 'NUMBER' } as const;
    const send = (text: string) => toFilter({ ...noFilter, rows: [{ ...row, values: [text] }] });
    expect(send('1.5')).toEqual({ all: [{ path: 'x', gt: 1.5 }] });
    expect(send('')).toEqual({ all: [{ path: 'x', gt: '' }] });
    expect(send('many')).toEqual({ all: [{ path: 'x', gt: 'many' }] });
  });
});

test('a filter is written in words', () => {
  expect(describeFilter({ any: [status, { all: [stock, time] }, { not: stock }] })).toBe(
    'data.rent.status is one of “ACTIVE”, “RETURNED” or (data.item.quantityInStock is at most 3 and timestamp is after “2025-01-15T10:30:00Z”) or not (data.item.quantityInStock is at most 3)',
  );
  expect(describeFilter({ path: 'data.item.sku', exists: false })).toBe(
    'data.item.sku has no value',
  );
});

describe('the values of event types', () => {
  const all = listEventTypes();

  test('are listed by path, with their kinds and choices, without lists', () => {
    const rents = all.filter(({ name }) => /^rent\.(created|deleted)$/.test(name));
    const fields = new Map(listFields(rents).map((field) => [field.path, field]));
    expect(fields.get('data.rent.status')).toMatchObject({
      kind: 'TEXT',
      choices: ['RESERVED', 'ACTIVE', 'RETURNED', 'CANCELLED'],
      types: ['rent.created', 'rent.deleted'],
    });
    expect(fields.get('data.rent.startsAt')?.kind).toBe('INSTANT');
    expect(fields.get('event')?.choices).toEqual(['rent.created', 'rent.deleted']);
    expect([...fields.keys()].filter((path) => path.includes('lines'))).toEqual([]);
  });

  test('are what the service takes in filters and in message texts', () => {
    const fields = listFields(all);
    for (const { path } of fields) {
      expect(checkFilter({ path, exists: true }, ['*'])).toEqual({ path, exists: true });
    }
    const text = fields.map((field) => writePlaceholder(field, all.length)).join(' ');
    const parts = text.match(/.{1,1900}(?= \{\{|$)/gs) ?? [];
    for (const part of parts) expect(findMessageTextErrors(part, ['*'])).toEqual([]);
  });
});

test('an event that a filter kept back is explained by the part that it did not match', () => {
  const event = { type: 'rent.created', occurredAt: '2025-01-15T10:30:00Z' };
  const explain = (clause: string | null) =>
    explainAbsence(event, { reason: 'FILTERED_OUT', clause, webhook: null });
  expect(explain('data.rent.status eq "ACTIVE"')).toMatch(
    /filter .* data\.rent\.status eq "ACTIVE"\.$/,
  );
  expect(explain(null)).toMatch(/did not match the filter/);
});
