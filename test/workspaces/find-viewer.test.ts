import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, sql, type Database } from '../../src/db/index.ts';
import { createViewerFinder, WorkspaceEntity } from '../../src/workspaces/index.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { statementsOf } from '../kit/statements-of.ts';

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = await openDatabase({
    url: testDatabase.url,
    entities: [WorkspaceEntity],
    connectionsMax: 2,
    onWarning: () => undefined,
  });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Returns a function that tells whether the workspace exists for a viewer. */
function createFinder() {
  const findViewer = createViewerFinder();
  return async (workspaceId: string) => {
    const claims = { workspaceId, scopes: new Set<never>(), expiresAt: new Date() };
    return (await findViewer(database.em.fork(), claims)).hasWorkspace;
  };
}

async function addWorkspace(id: string): Promise<void> {
  await sql`insert into workspaces (id, name, plan) values (${id}, ${id}, 'FREE')`.execute(
    database.em.fork().getKysely(),
  );
}

test('a workspace that was found is not looked up again at once', async () => {
  await addWorkspace('known');
  const hasWorkspace = createFinder();
  expect(await hasWorkspace('known')).toBe(true);
  const statements = await statementsOf(database, async () => {
    expect(await hasWorkspace('known')).toBe(true);
  });
  expect(statements).toEqual([]);
});

test('a missing workspace is looked up each time, so a new one works at once', async () => {
  const hasWorkspace = createFinder();
  expect(await hasWorkspace('new')).toBe(false);
  expect(await hasWorkspace('new')).toBe(false);
  await addWorkspace('new');
  expect(await hasWorkspace('new')).toBe(true);
});
