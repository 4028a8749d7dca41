import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makePartitions, migrate, openDatabase, sql, type Database } from '../../src/db/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { createReadiness } from '../../src/process/readiness.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { openLive } from '../kit/live-client.ts';
import { startReceiver, verify } from '../kit/receiver.ts';

/** Real-world settings, all different from ours. */
const strangeSettings: Readonly<Record<string, string>> = {
  datestyle: `'german, dmy'`,
  intervalstyle: `'sql_standard'`,
  timezone: `'Asia/Kathmandu'`,
  bytea_output: `'escape'`,
  extra_float_digits: '-15',
  array_nulls: 'off',
  transform_null_equals: 'on',
  standard_conforming_strings: 'off',
  default_transaction_isolation: `'serializable'`,
  default_transaction_deferrable: 'on',
  statement_timeout: `'2s'`,
  lock_timeout: `'1ms'`,
  idle_in_transaction_session_timeout: `'1ms'`,
  idle_session_timeout: `'500ms'`,
  client_encoding: `'latin1'`,
  synchronous_commit: 'off',
};

describe('on a database with different settings', () => {
  let database: TestDatabase;
  let app: TestApp;

  beforeAll(async () => {
    database = await createEmptyDatabase({ settings: strangeSettings });
    app = await startTestApp({ database, env: { RETRY_SCHEDULE: '0,1' } });
  });
  afterAll(async () => {
    await app.stop();
    await database.drop();
  });

  test('a session has the intended timeouts', async () => {
    const { rows } = await sql`
      select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
        current_setting('idle_in_transaction_session_timeout') as transaction,
        current_setting('idle_session_timeout') as session
    `.execute(app.app.database.em.fork().getKysely());
    expect(rows).toEqual([{ statement: '10s', lock: '5s', transaction: '1min', session: '0' }]);
  });

  test('a commit waits for the disk', async () => {
    const { rows } = await sql`show synchronous_commit`.execute(
      app.app.database.em.fork().getKysely(),
    );
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
  });

  test('a node is ready', async () => {
    const response = await fetch(new URL('/readyz', app.app.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', reasons: [] }]);
  });

  test('an event is published, delivered after a retry, listed and shown live', async () => {
    const receiver = await startReceiver();
    const customer = await createCustomer(app);
    const live = await openLive(app, customer.token);
    receiver.answer(500, 200);
    const { secret } = await customer.createWebhook(receiver.url, { name: 'Grüße \\ 日本' });
    const startedAtMs = Date.now();
    const [eventId] = await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    expect(delivery).toMatchObject({ status: 'SUCCEEDED', attemptCount: 2 });
    for (const { startedAt } of delivery!.attempts) {
      expect(Math.abs(new Date(startedAt).getTime() - startedAtMs)).toBeLessThan(60_000);
    }
    const [, second] = await receiver.waitFor(2);
    expect(second?.headers['webhook-id']).toBe(eventId);
    expect(verify(secret, second!)).toMatchObject({ event: 'renter.created' });
    await live.waitFor('the success is shown', () =>
      live.statusesOf(delivery!.id).includes('SUCCEEDED'),
    );
    await live.stop();
    await receiver.stop();
  });
});

describe('a session that does not keep its settings', () => {
  let database: Database;
  let home: TestDatabase;

  beforeAll(async () => {
    home = await createEmptyDatabase();
    await migrate(home.url);
    database = await openDatabase({
      url: home.url,
      entities: [],
      connectionsMax: 1,
      onWarning: () => undefined,
    });
  });
  afterAll(async () => {
    await database.close(true);
    await home.drop();
  });

  test('makes the node not ready, with a reason that names the settings', async () => {
    const parts = { database, clock: systemClock, errorLog: createTestErrorLog() };
    const look = async () => createReadiness({ ...parts, explainAbsence: async () => null })();
    expect(await look()).toEqual({ ready: true, reasons: [] });
    const kysely = database.em.fork().getKysely();
    await sql`set datestyle = german; set bytea_output = escape; set synchronous_commit = off;
      set session_replication_role = replica`.execute(kysely);
    expect(await look()).toEqual({
      ready: false,
      reasons: [
        expect.stringMatching(
          /does not keep .*bytea_output.*datestyle.*session_replication_role.*synchronous_commit/,
        ),
      ],
    });
  });
});

test('a node can start repeatedly when its role has its own schema', async () => {
  const home = await createEmptyDatabase();
  const { username } = new URL(home.url);
  const database = await openDatabase({
    url: home.url,
    entities: [],
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  const kysely = database.em.fork().getKysely();
  await sql`create schema ${sql.id(username)}`.execute(kysely);
  await migrate(home.url);
  await migrate(home.url);
  const { rows } = await sql`
    select distinct table_schema as schema from information_schema.tables
    where table_name in ('migrations', 'webhooks', 'deliveries')
  `.execute(kysely);
  expect(rows).toEqual([{ schema: username }]);
  await database.close(true);
  await home.drop();
});

test('a schema created later, earlier in the search path, changes nothing', async () => {
  const home = await createEmptyDatabase();
  const { username } = new URL(home.url);
  const database = await openDatabase({
    url: home.url,
    entities: [],
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  const kysely = database.em.fork().getKysely();
  await migrate(home.url);
  await sql`insert into workspaces (id, name, plan) values ('acme', 'Acme', 'FREE')`.execute(
    kysely,
  );
  await sql`create schema ${sql.id(username)}`.execute(kysely);
  await migrate(home.url);
  const { rows } = await sql`
    select (select count(*)::int from workspaces) as workspaces,
      (select count(*)::int from pg_class where relnamespace = ${username}::text::regnamespace) as made
  `.execute(kysely);
  expect(rows).toEqual([{ workspaces: 1, made: 0 }]);
  // A running node recreates a partition, and the next start finds it.
  const { rows: last } = await sql<{ name: string }>`
    select max(inhrelid::regclass::text) as name from pg_inherits where inhparent = 'events'::regclass
  `.execute(kysely);
  await sql`drop table ${sql.id(last[0]!.name)}`.execute(kysely);
  await makePartitions(database.em.fork());
  await migrate(home.url);
  // Older versions created partitions in the first schema of the search path.
  await sql`alter table ${sql.id(last[0]!.name)} set schema ${sql.id(username)}`.execute(kysely);
  await makePartitions(database.em.fork());
  await migrate(home.url);
  await database.close(true);
  await home.drop();
});

test('a database not in UTF-8 is refused with a clear message', async () => {
  const latin = await createEmptyDatabase({ encoding: 'LATIN1' });
  await expect(migrate(latin.url)).rejects.toThrow(
    'The database has the encoding LATIN1, and UTF8 is required.',
  );
  await latin.drop();
});
