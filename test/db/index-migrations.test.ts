import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, sql, type Database } from '../../src/db/index.ts';
import { migrations } from '../../src/db/migrations/index.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/database.ts';

let empty: TestDatabase;
let database: Database;
beforeAll(async () => {
  empty = await createEmptyDatabase();
  const options = { entities: [], connectionsMax: 2, onWarning: () => undefined };
  database = await openDatabase({ url: empty.url, isMigrating: true, ...options });
});
afterAll(async () => {
  await database.close();
  await empty.drop();
});

const query = (text: string) => sql.raw(text).execute(database.em.fork().getKysely());

/** Fails for an index on a table that existed before the migration and that the migration has locked for readers. */
const refuseIndex = `
  create function refuse() returns event_trigger language plpgsql as $$
  declare tables text := (
    select string_agg(indrelid::regclass::text, ', ') from pg_event_trigger_ddl_commands() made
    join pg_index on indexrelid = made.objid
    where indrelid in (select id from existing) and indrelid in (
      select relation from pg_locks where pid = pg_backend_pid() and mode = 'AccessExclusiveLock'));
  begin
    if tables is not null then raise exception 'An index is built while % is locked.', tables; end if;
  end $$`;

test('no migration from 0009 on builds an index on a table that it has locked for readers', async () => {
  await database.migrator.up({ to: 'migration-0008-delivery-queue-breaking' });
  await query('create table existing (id oid)');
  await query(refuseIndex);
  await query(
    `create event trigger no_index on ddl_command_end when tag in ('CREATE INDEX') execute function refuse()`,
  );
  for (const { name } of migrations.slice(8)) {
    await query(
      `truncate existing; insert into existing select oid from pg_class where relkind in ('r', 'p')`,
    );
    const done = await database.migrator.up({ to: name });
    expect(done.map((migration) => migration.name)).toEqual([name]);
  }
});
