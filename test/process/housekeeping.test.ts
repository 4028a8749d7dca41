import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { pruneChanges } from '../../src/deliveries/index.ts';
import { pruneKeys } from '../../src/events/index.ts';
import { setUpDatabase } from '../kit/database-fixture.ts';

const fixture = setUpDatabase();

const oldCount = 120_000;
const youngCount = 5;

async function query<Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await statement.execute(fixture.database.em.fork().getKysely())).rows;
}

/** Creates the table `batches`, with one row for each statement that deletes from `table`. */
async function recordDeletes(table: string): Promise<void> {
  const name = sql.table(table);
  await query(sql`drop table if exists batches cascade`);
  await query(sql`
    create table batches (n serial, count int, least text, greatest text, changes_deleted_to xid8)`);
  await query(sql`
    create or replace function record_delete() returns trigger language plpgsql as $$ begin
      insert into batches (count, least, greatest, changes_deleted_to)
        select count(*), min(place), max(place), (select changes_deleted_to from database_epochs)
        from (select lpad(coalesce(to_jsonb(d) ->> 'xid', to_jsonb(d) ->> 'created_at', ''), 30, '0') as place
          from deleted d) as p;
      return null;
    end $$`);
  await query(sql`
    create trigger record_delete after delete on ${name} referencing old table as deleted
      for each statement execute function record_delete()`);
}

interface DeletedBatch {
  count: number;
  least: string;
  greatest: string;
  deletedTo: string;
}

async function readDeletes(): Promise<DeletedBatch[]> {
  return query(sql<DeletedBatch>`
    select count, least, greatest, changes_deleted_to::text as "deletedTo" from batches where count > 0 order by n`);
}

async function countRows(table: string): Promise<number> {
  const [row] = await query(sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table)}`);
  return row!.count;
}

/** Numbers in a random order, and ages in hours: the greater the number, the younger. The last ones are young. */
const aged = sql`(
  select n, case when n <= ${oldCount}::int then 26 - n::float8 / ${oldCount}::int else 1 end as age
  from generate_series(1, ${oldCount + youngCount}::int) as n order by random()
) as aged`;

const counts = [50_000, 50_000, 20_000];

describe('housekeeping', () => {
  test.each([
    ['delivery_changes', sql`delivery_ids`, sql`'{}'::uuid[]`],
    ['webhook_changes', sql`webhook_id`, sql`new_id()`],
  ])('deletes %s oldest first, and notes each batch with it', async (table, column, value) => {
    await query(sql`truncate delivery_changes`);
    await query(sql`update database_epochs set changes_deleted_to = '0'`);
    await query(sql`
      insert into ${sql.table(table)} (workspace_id, xid, created_at, ${column})
      select 'acme', n::text::xid8, now() - make_interval(hours => 1) * age, ${value} from ${aged}`);
    await recordDeletes(table);
    await pruneChanges(fixture.database.em.fork());
    const batches = await readDeletes();
    expect(batches.map(({ count }) => count)).toEqual(counts);
    const ends = ['50000', '100000', '120000'];
    expect(batches.map(({ greatest }) => greatest)).toEqual(
      ends.map((xid) => xid.padStart(30, '0')),
    );
    expect(batches.map(({ deletedTo }) => deletedTo)).toEqual(ends);
    expect(await countRows(table)).toBe(youngCount);
  });

  test('deletes old changes behind a young one whose transaction began earlier', async () => {
    await query(sql`truncate delivery_changes`);
    await query(sql`
      insert into delivery_changes (workspace_id, xid, created_at, delivery_ids)
      select 'acme', n::text::xid8, now() - make_interval(hours => case when n = 1 then 1 else 25 end), '{}'
      from generate_series(1, 50001) n`);
    await pruneChanges(fixture.database.em.fork());
    expect(await countRows('delivery_changes')).toBe(1);
  });

  test('deletes idempotency keys oldest first', async () => {
    await query(sql`
      insert into event_keys (workspace_id, key, event_id, content_hash, created_at)
      select 'acme', n, new_id(), '', now() - make_interval(hours => 1) * age from ${aged}`);
    await recordDeletes('event_keys');
    await pruneKeys(fixture.database.em.fork());
    const batches = await readDeletes();
    expect(batches.map(({ count }) => count)).toEqual(counts);
    const bounds = batches.flatMap(({ least, greatest }) => [least, greatest]);
    const times = bounds.map((bound) => Date.parse(bound.replace(/^0+/, '')));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(await countRows('event_keys')).toBe(youngCount);
  });

  test('deletes the rate limits whose windows have ended', async () => {
    await query(sql`
      insert into rate_limits (key, points, expire)
      select n, 1, (extract(epoch from now()) - 60 * (age - 20))::bigint * 1000 from ${aged}`);
    await recordDeletes('rate_limits');
    await pruneKeys(fixture.database.em.fork());
    expect((await readDeletes()).map(({ count }) => count)).toEqual(counts);
    expect(await countRows('rate_limits')).toBe(youngCount);
  });
});
