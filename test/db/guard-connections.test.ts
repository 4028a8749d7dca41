import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, sql, type Database } from '../../src/db/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { waitUntil } from '../kit/wait-until.ts';

let home: TestDatabase;
let proxy: DatabaseProxy;
let database: Database;

beforeAll(async () => {
  home = await createTestDatabase();
  proxy = await startDatabaseProxy(home.url);
  database = await openDatabase({
    url: proxy.url,
    entities: [],
    connectionsMax: 2,
    onWarning: () => undefined,
  });
});
afterAll(async () => {
  await database.close(true);
  await proxy.stop();
  await home.drop();
});

/** Whether one transaction per place of the pool can run at the same time. */
async function isWholePoolFree(): Promise<boolean> {
  const gate = Promise.withResolvers<undefined>();
  let openCount = 0;
  const work = Array.from({ length: 2 }, async () =>
    database.em.fork().transactional(async (em) => {
      await sql`select 1`.execute(em.getKysely());
      openCount += 1;
      if (openCount === 2) gate.resolve(undefined);
      await gate.promise;
    }),
  );
  for (const one of work) one.catch(() => gate.resolve(undefined));
  return (await Promise.allSettled(work)).every(({ status }) => status === 'fulfilled');
}

test('connections that break inside transactions occupy no place of the pool', async () => {
  for (let n = 0; n < 5; n += 1) {
    const broken = database.em.fork().transactional(async (em) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(em.getKysely());
    });
    await expect(broken).rejects.toThrow();
  }
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('connections that break outside transactions occupy no place of the pool', async () => {
  for (let n = 0; n < 5; n += 1) {
    const kysely = database.em.fork().getKysely();
    const broken = sql`select pg_terminate_backend(pg_backend_pid())`.execute(kysely);
    await expect(broken).rejects.toThrow('terminat');
  }
  // A connection that is about to end may still be handed out, and fails once.
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('a COMMIT that PostgreSQL turns into a ROLLBACK fails', async () => {
  const swallowing = database.em.fork().transactional(async (em) => {
    await sql`select 1 / 0`.execute(em.getKysely()).catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('a statement without a response fails, and its connection frees its place', async () => {
  const impatient = await openDatabase({
    url: home.url,
    entities: [],
    connectionsMax: 1,
    onWarning: () => undefined,
    silenceMsMax: 200,
  });
  const kysely = impatient.em.fork().getKysely();
  await expect(sql`select pg_sleep(20)`.execute(kysely)).rejects.toThrow();
  expect((await sql`select 1 as one`.execute(kysely)).rows).toEqual([{ one: 1 }]);
  await impatient.close(true);
});

for (const statement of ['begin', 'rollback'] as const) {
  test(`a ${statement.toUpperCase()} that is cancelled occupies no place of the pool`, async () => {
    for (let n = 0; n < 3; n += 1) {
      const caught = proxy.cancel(statement);
      const failing = database.em.fork().transactional(() => Promise.reject(new Error('mine')));
      await expect(failing).rejects.toThrow();
      await caught;
    }
    await waitUntil('the pool serves as many as ever', isWholePoolFree);
  });
}

test('a read-only session is not used again after a refused write', async () => {
  const name = new URL(home.url).pathname.slice(1);
  const setReadOnly = (value: string) =>
    sql.raw(`alter database ${name} set default_transaction_read_only = ${value}`);
  const url = home.url;
  const other = await openDatabase({
    url,
    entities: [],
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  const write = () =>
    other.em.fork().transactional(async (em) => {
      await sql`create table written ()`.execute(em.getKysely());
    });
  const kysely = database.em.fork().getKysely();
  await setReadOnly('on').execute(kysely);
  await expect(write()).rejects.toThrow('read-only');
  await sql`set default_transaction_read_only = off; ${setReadOnly('off')}`.execute(kysely);
  await write();
  await other.close(true);
});

test('when a connection is silent, no later statement waits for another silent one', async () => {
  const way = await startDatabaseProxy(home.url);
  const impatient = await openDatabase({
    url: way.url,
    entities: [],
    connectionsMax: 2,
    onWarning: () => undefined,
    silenceMsMax: 500,
  });
  const kysely = impatient.em.fork().getKysely();
  await Promise.all([1, 2].map(() => sql`select pg_sleep(0.1)`.execute(kysely)));
  way.silence();
  await expect(sql`select 1`.execute(kysely)).rejects.toThrow();
  // The other connection was idle and would have been used next.
  expect((await sql`select 1 as one`.execute(kysely)).rows).toEqual([{ one: 1 }]);
  await impatient.close(true);
  await way.stop();
});

test('an answer that arrived while the event loop was blocked is read, and no connection is cut', async () => {
  const blocked = await openDatabase({
    url: home.url,
    entities: [],
    connectionsMax: 2,
    onWarning: () => undefined,
    silenceMsMax: 500,
  });
  const kysely = blocked.em.fork().getKysely();
  const sleep = () => sql`select pg_backend_pid() as pid, pg_sleep(0.2)`.execute(kysely);
  const readPids = async () =>
    (await Promise.all([sleep(), sleep()])).map(({ rows: [row] }) => (row as { pid: number }).pid);
  const before = await readPids();
  const answer = sleep(); // the other connection is idle
  await waitUntil('the statement runs', async () => {
    const { rows } = await sql`
      select from pg_stat_activity where pid = any(${before}) and state = 'active'
    `.execute(database.em.fork().getKysely());
    return rows.length === 1;
  });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500); // milliseconds
  await answer;
  expect((await readPids()).toSorted()).toEqual(before.toSorted());
  await blocked.close(true);
});

test('migration statements have no time limit but wait only 100 ms for a lock; others are limited', async () => {
  const options = { url: home.url, entities: [], connectionsMax: 1, onWarning: () => undefined };
  const migrating = await openDatabase({ ...options, isMigrating: true });
  const limitsOf = async ({ em }: Database) => {
    const { rows } = await sql`
      select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock
    `.execute(em.fork().getKysely());
    return rows;
  };
  expect(await limitsOf(migrating)).toEqual([{ statement: '0', lock: '100ms' }]);
  expect(await limitsOf(database)).toEqual([{ statement: '10s', lock: '5s' }]);
  await migrating.close(true);
});
