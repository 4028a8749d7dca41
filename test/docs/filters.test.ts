import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { buildSchema, parse, validate, valueFromASTUntyped, visit } from 'graphql';
import { findFilterErrors } from '../../src/filters/find-filter-errors.ts';
import type { GivenFilter } from '../../src/filters/index.ts';

test('the filters in docs/filters.md may be saved', async () => {
  const text = await readFile('docs/filters.md', 'utf8');
  const schema = buildSchema(await readFile('schema.graphql', 'utf8'));
  const examples = [...text.matchAll(/```graphql\n(.*?)```/gs)].map(([, code = '']) => parse(code));
  expect(examples).toHaveLength(1);
  for (const example of examples) {
    expect(validate(schema, example)).toEqual([]);
    visit(example, {
      Argument({ value }) {
        const input = valueFromASTUntyped(value) as { events: string[]; filter: GivenFilter };
        expect(findFilterErrors(input.filter, input.events)).toEqual([]);
      },
    });
  }
});
