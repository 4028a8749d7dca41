import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, sql } from '../../src/db/index.ts';
import type { Database } from '../../src/db/index.ts';
import { createTestDatabase } from '../kit/database.ts';
import type { TestDatabase } from '../kit/database.ts';
import { waitUntil } from '../kit/wait-until.ts';

let home: TestDatabase;
let database: Database;

beforeAll(async () => {
  home = await createTestDatabase();
  database = await openDatabase({
    url: home.url,
    entities: [],
    connectionsMax: 2,
    onWarning: () => undefined,
  });
});
afterAll(async () => {
  await database.close(true);
  await home.drop();
});

/** Whether as many transactions as the pool has places can run side by side. */
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

test('connections that break inside transactions use up no place of the pool', async () => {
  for (let n = 0; n < 5; n += 1) {
    const broken = database.em.fork().transactional(async (em) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(em.getKysely());
    });
    await expect(broken).rejects.toThrow();
  }
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('connections that break outside of transactions use up no place of the pool', async () => {
  for (let n = 0; n < 5; n += 1) {
    const kysely = database.em.fork().getKysely();
    const broken = sql`select pg_terminate_backend(pg_backend_pid())`.execute(kysely);
    await expect(broken).rejects.toThrow('terminat');
  }
  // One that is about to end may still be handed out, and fails its user once.
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('a COMMIT that PostgreSQL turns into a ROLLBACK is told as a failure', async () => {
  const swallowing = database.em.fork().transactional(async (em) => {
    await sql`select 1 / 0`.execute(em.getKysely()).catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back');
  await waitUntil('the pool serves as many as ever', isWholePoolFree);
});

test('a statement that is never answered fails, and its connection makes place for another', async () => {
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
