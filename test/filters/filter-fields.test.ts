import { expect, test } from '@jest/globals';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { findField } from '../../src/filters/filter-fields.ts';
import { places } from './arbitraries.ts';

test('a path is of the same kind in every event type that has it', () => {
  for (const { path } of places) {
    const kinds = listEventTypes().flatMap(({ name }) => findField(path, [name])?.kind ?? []);
    expect(kinds.length).toBeGreaterThan(0);
    expect(new Set(kinds).size).toBe(1);
  }
});

test('the choices of a path are those of all types that have it', () => {
  const choicesOf = (...types: string[]) => findField('data.rent.status', types)?.choices;
  expect(choicesOf('rent.deleted')).toEqual(['RESERVED', 'RETURNED', 'CANCELLED']);
  expect(choicesOf('rent.deleted', 'rent.status_changed')).toEqual([
    ...['ACTIVE', 'RETURNED', 'CANCELLED', 'RESERVED'],
  ]);
});
