import { jest } from '@jest/globals';
import type { Client } from 'pg';
import type { Database } from '../../src/db/index.ts';

/**
 * Returns the SQL of the statements that run during `work`, over all connections of this process. It listens at
 * the driver, since MikroORM does not log statements of kysely.
 */
export async function statementsOf(
  database: Pick<Database, 'em'>,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const pool: object = await database.em.fork().getConnection().getNativeClient();
  const driver = (pool as { Client: typeof Client }).Client;
  const spy = jest.spyOn(driver.prototype, 'query');
  try {
    await work();
    const texts = spy.mock.calls.map(([query]: unknown[]) => textOf(query));
    // The pool may open a connection at any time.
    return texts.filter((text) => !text.startsWith('select set_config('));
  } finally {
    spy.mockRestore();
  }
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return (query as { text: string }).text;
}
