import { expect, test } from '@jest/globals';
import { BreakingChangeType, buildSchema, findBreakingChanges } from 'graphql';
import {
  listBreakingChanges,
  listDangerousChanges,
} from '../../../src/graphql/contract/find-changes.ts';

/** A schema before and after each kind of breaking change, and the coordinate of what changed. */
const rows: Readonly<Record<BreakingChangeType, [before: string, after: string, place: string]>> = {
  TYPE_REMOVED: ['type Query { a: Int } type Gone { a: Int }', 'type Query { a: Int }', 'Gone'],
  TYPE_CHANGED_KIND: [
    'type Query { a: Kind } scalar Kind',
    'type Query { a: Kind } enum Kind { ONE }',
    'Kind',
  ],
  TYPE_REMOVED_FROM_UNION: [
    'type Query { a: Int b: Both } union Both = Query | Two type Two { a: Int }',
    'type Query { a: Int b: Both } union Both = Query type Two { a: Int }',
    'Both',
  ],
  VALUE_REMOVED_FROM_ENUM: [
    'type Query { a: Plan } enum Plan { FREE PAID }',
    'type Query { a: Plan } enum Plan { PAID }',
    'Plan.FREE',
  ],
  REQUIRED_INPUT_FIELD_ADDED: [
    'type Query { a(in: In): Int } input In { b: Int }',
    'type Query { a(in: In): Int } input In { b: Int c: Int! }',
    'In.c',
  ],
  IMPLEMENTED_INTERFACE_REMOVED: [
    'type Query implements Node { id: ID } interface Node { id: ID }',
    'type Query { id: ID } interface Node { id: ID }',
    'Query',
  ],
  FIELD_REMOVED: ['type Query { a: Int b: Int }', 'type Query { a: Int }', 'Query.b'],
  FIELD_CHANGED_KIND: ['type Query { a: Int! }', 'type Query { a: Int }', 'Query.a'],
  REQUIRED_ARG_ADDED: ['type Query { a: Int }', 'type Query { a(b: Int!): Int }', 'Query.a(b:)'],
  ARG_REMOVED: ['type Query { a(b: Int): Int }', 'type Query { a: Int }', 'Query.a(b:)'],
  ARG_CHANGED_KIND: [
    'type Query { a(b: Int): Int }',
    'type Query { a(b: [Int]): Int }',
    'Query.a(b:)',
  ],
  DIRECTIVE_REMOVED: [
    'type Query { a: Int } directive @late on FIELD',
    'type Query { a: Int }',
    '@late',
  ],
  DIRECTIVE_ARG_REMOVED: [
    'type Query { a: Int } directive @late(by: Int) on FIELD',
    'type Query { a: Int } directive @late on FIELD',
    '@late(by:)',
  ],
  REQUIRED_DIRECTIVE_ARG_ADDED: [
    'type Query { a: Int } directive @late on FIELD',
    'type Query { a: Int } directive @late(by: Int!) on FIELD',
    '@late(by:)',
  ],
  DIRECTIVE_REPEATABLE_REMOVED: [
    'type Query { a: Int } directive @late repeatable on FIELD',
    'type Query { a: Int } directive @late on FIELD',
    '@late',
  ],
  DIRECTIVE_LOCATION_REMOVED: [
    'type Query { a: Int } directive @late on FIELD | QUERY',
    'type Query { a: Int } directive @late on FIELD',
    '@late',
  ],
};

test.each(Object.entries(rows))(
  '%s is found, with its coordinate',
  (type, [before, after, place]) => {
    const [released, current] = [buildSchema(before), buildSchema(after)];
    const [found, ...more] = findBreakingChanges(released, current);
    expect([found?.type, more]).toEqual([type, []]);
    expect(listBreakingChanges(released, current)).toEqual([
      {
        coordinate: place,
        description: found!.description,
        isRemoval: ['FIELD_REMOVED', 'ARG_REMOVED', 'VALUE_REMOVED_FROM_ENUM'].includes(type),
      },
    ]);
  },
);

test('there is a row for each kind of breaking change that graphql-js knows', () => {
  expect(Object.keys(rows).sort()).toEqual(Object.values(BreakingChangeType).sort());
});

test('a standard scalar and an input field that go are named like others', () => {
  const released = buildSchema('type Query { a(in: In): Float } input In { b: Int c: Int }');
  const current = buildSchema('type Query { a(in: In): Int } input In { b: Int }');
  const places = listBreakingChanges(released, current).map(({ coordinate }) => coordinate);
  expect(places.sort()).toEqual(['Float', 'In.c', 'Query.a']);
});

test('what may surprise a client is dangerous and not breaking', () => {
  const released = buildSchema('type Query { a(b: Int = 1): Plan } enum Plan { FREE }');
  const current = buildSchema(
    'type Query { a(b: Int = 2, c: Int): Plan d: Int } enum Plan { FREE PAID }',
  );
  expect(listBreakingChanges(released, current)).toEqual([]);
  expect(listDangerousChanges(released, current).sort()).toEqual([
    'An optional arg c on Query.a was added.',
    'PAID was added to enum type Plan.',
    'The default of Query.a(b:) changed from 1 to 2.',
  ]);
});
