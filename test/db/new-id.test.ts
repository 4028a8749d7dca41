import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { timeOfId } from '../../src/kernel/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

const fixture = setUpDatabase();

test('ids of one statement are UUIDv7 of the present time, and rise', async () => {
  const { rows } = await sql<{ ids: string[]; from: string; to: string }>`
    select clock_timestamp() as "from", array(select new_id()::text from generate_series(1, 2000)) as ids,
      clock_timestamp() as "to"
  `.execute(fixture.database.em.fork().getKysely());
  const { ids, from, to } = rows[0]!;
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  expect(Number(timeOfId(ids[0]!))).toBeGreaterThanOrEqual(Date.parse(from));
  expect(Number(timeOfId(ids.at(-1)!))).toBeLessThanOrEqual(Date.parse(to) + 1);
});
