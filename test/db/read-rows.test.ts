import { expect, test } from '@jest/globals';
import { pageWhere, sql, toDate } from '../../src/db/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

const fixture = setUpDatabase();

test.each([
  '0001-01-01T00:00:00.000Z',
  '0050-01-15T10:30:00.000Z',
  '0099-12-31T23:59:59.999Z',
  '1969-12-31T23:59:59.001Z',
  '2026-11-29T01:55:00.000Z',
  '9999-12-31T23:59:59.000Z',
])('an instant of a row is read as it was written: %s', async (instant) => {
  const { rows } = await sql<{ instant: string }>`
    select ${instant}::timestamptz as instant
  `.execute(fixture.database.em.fork().getKysely());
  expect(toDate(rows[0]!.instant).toISOString()).toBe(instant);
});

const idOf = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const rows = ['b', 'a', 'c', 'b'].map((name, n) => ({ id: idOf(n), name }));

async function readIds(page: Parameters<typeof pageWhere>[1], isByName: boolean) {
  const { rows: found } = await sql<{ id: string }>`
    with rows as (select id::uuid, name from json_to_recordset(${JSON.stringify(rows)}::json) as r (id text, name text))
    select id from rows ${pageWhere([sql`true`], page, isByName ? sql`name` : undefined)}
  `.execute(fixture.database.em.fork().getKysely());
  return found.map(({ id }) => rows.findIndex((row) => row.id === id));
}

test.each([
  ['by id', false, [0, 1, 2, 3]],
  ['by a value, then by id', true, [1, 0, 3, 2]],
])('pages are read in both directions: %s', async (_order, isByName, order) => {
  for (const direction of ['asc', 'desc'] as const) {
    const expected = direction === 'asc' ? order : order.toReversed();
    expect(await readIds({ after: null, direction, limit: 9 }, isByName)).toEqual(expected);
    for (const [index, n] of expected.entries()) {
      const after = { id: idOf(n), key: isByName ? rows[n]!.name : null };
      const found = await readIds({ after, direction, limit: 2 }, isByName);
      expect(found).toEqual(expected.slice(index + 1, index + 3));
    }
  }
});
