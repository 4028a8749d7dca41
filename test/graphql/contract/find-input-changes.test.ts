import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import {
  listBreakingChanges,
  listDangerousChanges,
} from '../../../src/graphql/contract/find-changes.ts';

/** Compares two definitions of the argument `Query.a(i:)` and of the input field `In.x`, each beside the other. */
function compare(before: string, after: string) {
  const build = (input: string) => [
    buildSchema(`type Query { a(i: ${input}): Int } enum Side { LEFT RIGHT }`),
    buildSchema(`type Query { a(in: In): Int } input In { x: ${input} } enum Side { LEFT RIGHT }`),
  ];
  const current = build(after);
  return build(before).map((released, place) => ({
    breaking: listBreakingChanges(released, current[place]!),
    dangerous: listDangerousChanges(released, current[place]!),
  }));
}

describe('an argument and an input field', () => {
  const places = ['Query.a(i:)', 'In.x'];

  test('that lose the default of a type that may not be null are required now', () => {
    const found = compare('Int! = 3', 'Int!');
    expect(found).toEqual(
      places.map((coordinate) => {
        const description = `${coordinate} is required now: its default 3 was removed.`;
        return { breaking: [{ coordinate, description, isRemoval: false }], dangerous: [] };
      }),
    );
  });

  test.each([
    ['Int = 1', 'Int = 2', 'from 1 to 2'],
    ['Int! = 1', 'Int = 2', 'from 1 to 2'],
    ['Boolean = false', 'Boolean = true', 'from false to true'],
    ['[Side!] = [LEFT]', '[Side!] = [LEFT, RIGHT]', 'from [LEFT] to [LEFT, RIGHT]'],
    ['Int = 1', 'Int', 'from 1 to none'],
    ['Int', 'Int = 1', 'from none to 1'],
    ['Int', 'Int = null', 'from none to null'],
    ['Int! = 1', 'Int', 'from 1 to none'],
  ])('that change from %j to %j have another default', (before, after, change) => {
    expect(compare(before, after)).toEqual(
      places.map((coordinate) => ({
        breaking: [],
        dangerous: [`The default of ${coordinate} changed ${change}.`],
      })),
    );
  });

  test.each([
    ['Int!', 'Int! = 1'],
    ['Int = 1', 'Int = 1'],
    ['[Int] = [1, 2]', '[Int] = [ 1 2 ]'],
    ['Int!', 'Int'],
  ])('that change from %j to %j surprise nobody', (before, after) => {
    expect(compare(before, after)).toEqual(places.map(() => ({ breaking: [], dangerous: [] })));
  });

  test('that become required with another type are named once', () => {
    const found = compare('Int = 3', 'Int!');
    expect(found.map(({ breaking, dangerous }) => [breaking.length, dangerous])).toEqual([
      [1, []],
      [1, []],
    ]);
  });
});

describe('an input type', () => {
  const [plain, oneOf] = ['', '@oneOf'].map((directive) =>
    buildSchema(`type Query { a(in: In): Int } input In ${directive} { b: Int c: Int }`),
  ) as [ReturnType<typeof buildSchema>, ReturnType<typeof buildSchema>];

  test('that wants exactly one of its fields now is a breaking change', () => {
    expect(listBreakingChanges(plain, oneOf)).toEqual([
      { coordinate: 'In', description: 'In takes one field only: it is @oneOf.', isRemoval: false },
    ]);
  });

  test('that takes several fields now breaks nobody', () => {
    expect(listBreakingChanges(oneOf, plain)).toEqual([]);
    expect(listBreakingChanges(oneOf, oneOf)).toEqual([]);
  });
});
