import { expect, test } from '@jest/globals';
import { sql, toDate } from '../../src/db/index.ts';
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
