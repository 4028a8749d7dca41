import { expect, test } from '@jest/globals';
import { openDatabase, prepared, sql } from '../../src/db/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

const fixture = setUpDatabase();

/** Counts the runs of each prepared statement of the name. */
async function countCalls(name: string): Promise<number[]> {
  const { rows } = await sql<{ calls: number }>`
    select (generic_plans + custom_plans)::int as calls from pg_prepared_statements
    where name like ${`${name} %`} order by calls desc
  `.execute(fixture.database.em.fork().getKysely());
  return rows.map(({ calls }) => calls);
}

test('a marked statement is prepared once for each of its texts, and no other statement is', async () => {
  const kysely = fixture.database.em.fork().getKysely();
  const add = async (n: number) =>
    sql<{ sum: number }>`${prepared('add')} select ${n}::int + 1 as sum`.execute(kysely);
  for (const n of [1, 2, 3]) expect((await add(n)).rows).toEqual([{ sum: n + 1 }]);
  await sql`${prepared('add')} select ${1}::int + 2`.execute(kysely);
  await sql`select 1 /* prepared: add */`.execute(kysely);
  expect(await countCalls('add')).toEqual([3, 1]);
});

test('a prepared statement fails with the error of its call, and works the next time', async () => {
  const kysely = fixture.database.em.fork().getKysely();
  const divide = async (by: number) =>
    sql`${prepared('divide')} select 6 / ${by}::int`.execute(kysely);
  await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
  expect((await divide(2)).rows).toHaveLength(1);
});

test('a prepared statement sees a table that was changed since', async () => {
  const kysely = fixture.database.em.fork().getKysely();
  await sql`create table things (id int)`.execute(kysely);
  const insert = async (id: number) =>
    sql`${prepared('insert things')} insert into things (id) values (${id}) returning id`.execute(
      kysely,
    );
  for (let n = 1; n <= 7; n += 1) await insert(n);
  await sql`alter table things add column note text not null default ''`.execute(kysely);
  expect((await insert(8)).rows).toEqual([{ id: 8 }]);
});

test('without prepared statements no statement has a name, even if a library gives it one', async () => {
  const options = { entities: [], connectionsMax: 1, onWarning: () => undefined };
  const plain = await openDatabase({ url: fixture.url, isPreparing: false, ...options });
  const kysely = plain.em.fork().getKysely();
  const ours = sql<{ sum: number }>`${prepared('add')} select ${1}::int + 1 as sum`;
  expect((await ours.execute(kysely)).rows).toEqual([{ sum: 2 }]);
  // As rate-limiter-flexible does.
  const pool = await plain.em.getConnection().getNativeClient();
  const named = { name: 'of a library', text: 'select $1::int as one', values: [1] };
  expect((await pool.query(named)).rows).toEqual([{ one: 1 }]);
  const { rows } = await sql`select name from pg_prepared_statements`.execute(kysely);
  expect(rows).toEqual([]);
  await plain.close(true);
});
