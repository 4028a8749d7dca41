import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { arrayOf, sql } from '../../src/db/index.ts';
import { findFilterErrors } from '../../src/filters/find-filter-errors.ts';
import { listClauses, toJsonPath, type WebhookFilter } from '../../src/filters/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';
import { bodies, filters } from './arbitraries.ts';
import { isMatch } from './reference.ts';

const fixture = setUpDatabase();

/** The answer of the database for each pair of a body and a jsonpath; null if it cannot tell. */
async function matchAll(
  pairs: readonly { body: unknown; jsonPath: string }[],
): Promise<(boolean | null)[]> {
  const { rows } = await sql<{ isMatch: boolean | null }>`
    select event_json(body) @@ path::jsonpath as "isMatch"
    from unnest(${arrayOf('text', pairs, ({ body }) => JSON.stringify(body))},
      ${arrayOf('text', pairs, ({ jsonPath }) => jsonPath)}) with ordinality as pair (body, path, n)
    order by n
  `.execute(fixture.database.em.fork().getKysely());
  return rows.map((row) => row.isMatch);
}

const pairs = fc.array(fc.record({ body: bodies, filter: filters }), {
  minLength: 200,
  maxLength: 200,
});

describe('a filter', () => {
  test('matches in the database exactly the events that match by plain comparisons', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (given) => {
        const asked = given.map(({ body, filter }) => ({ body, jsonPath: toJsonPath(filter) }));
        const expected = given.map(({ body, filter }) => isMatch(filter, body));
        expect(await matchAll(asked)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('matches if each of its clauses does', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (given) => {
        for (const { body, filter } of given.slice(0, 5)) {
          const clauses = listClauses(filter);
          const answers = await matchAll(clauses.map(({ jsonPath }) => ({ body, jsonPath })));
          expect(answers.every((answer) => answer === true)).toBe(isMatch(filter, body));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('that was generated here may be saved', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(findFilterErrors(filter, ['*'])).toEqual([]);
      }),
    );
  });
});

/** Any text that a filter may have. */
const hostileTexts = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '\\',
          '\\"',
          '||',
          '&&',
          ' true',
          '(',
          ')',
          '$',
          '@',
          '?',
          '/*',
          "'",
          '\u2028',
          '\u001f',
          'u0041',
        ),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('')),
  )
  .filter((text) => !text.includes('\0'));

test('a text is compared as it is, whatever its characters', async () => {
  const path = 'data.item.name';
  const texts = fc.array(hostileTexts, { minLength: 50, maxLength: 50 });
  const toBody = (name: string) => ({ event: 'item.created', data: { item: { name } } });
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const asked = given.flatMap((text): [WebhookFilter, string, boolean][] => [
        [{ path, eq: text }, text, true],
        [{ path, eq: text }, `${text}x`, false],
        [{ path, prefix: text }, `${text}x`, true],
        [{ path, in: ['other', text] }, text, true],
        [{ not: { path, eq: text } }, text, false],
      ]);
      for (const [filter] of asked) expect(findFilterErrors(filter, ['*'])).toEqual([]);
      const answers = await matchAll(
        asked.map(([filter, name]) => ({ body: toBody(name), jsonPath: toJsonPath(filter) })),
      );
      expect(answers).toEqual(asked.map(([, , answer]) => answer));
    }),
    { numRuns: 30 },
  );
});
