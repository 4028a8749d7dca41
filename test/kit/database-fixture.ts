import { afterAll, beforeAll } from '@jest/globals';
import { openDatabase, type Database } from '../../src/db/index.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** A database for the file, opened without entities. */
export interface DatabaseFixture {
  /** One connection, so that its session can be read. */
  database: Database;
  url: string;
}

/** Opens and drops it by jest's hooks; it is set once the tests run. Call it at the top of a file. */
export function setUpDatabase(): DatabaseFixture {
  const fixture = {} as DatabaseFixture;
  let home: TestDatabase;
  beforeAll(async () => {
    home = await createTestDatabase();
    const options = { entities: [], connectionsMax: 1, onWarning: () => undefined };
    fixture.url = home.url;
    fixture.database = await openDatabase({ url: home.url, ...options });
  });
  afterAll(async () => {
    await fixture.database.close(true);
    await home.drop();
  });
  return fixture;
}
