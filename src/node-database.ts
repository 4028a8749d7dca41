import { migrate, openDatabase } from './db/index.ts';
import type { Database } from './db/index.ts';
import { entities } from './entities.ts';
import type { Logger } from './kernel/index.ts';

export interface NodeDatabaseOptions {
  databaseUrl: string;
  logger: Logger;
}

/** Enough for the API, the claim and one record at a time; PostgreSQL permits 100 by default. */
const connectionsMax = 20;

/**
 * Migrates the database when its role may, and opens it for a node.
 *
 * @throws Error that says why the database cannot be used
 */
export async function openNodeDatabase({
  databaseUrl,
  logger,
}: NodeDatabaseOptions): Promise<Database> {
  await migrate(databaseUrl);
  return openDatabase({
    url: databaseUrl,
    entities,
    connectionsMax,
    onWarning: (message) => logger.debug(message),
  });
}
