import type { Config } from './config.ts';
import { migrate, openDatabase } from './db/index.ts';
import type { Database } from './db/index.ts';
import { entities } from './entities.ts';
import type { Logger } from './kernel/index.ts';

export interface NodeDatabaseOptions {
  config: Pick<Config, 'databaseListenUrl' | 'databasePrepare'>;
  databaseUrl: string;
  logger: Logger;
}

/** Where a session can be had, for LISTEN and for the migration; null when there is none. */
export function findSessionUrl({
  config: { databaseListenUrl },
  databaseUrl,
}: Omit<NodeDatabaseOptions, 'logger'>): string | null {
  return databaseListenUrl === 'none' ? null : (databaseListenUrl ?? databaseUrl);
}

/** Enough for the API, the claim and one record at a time; PostgreSQL permits 100 by default. */
const connectionsMax = 20;

/**
 * Migrates the database when its role may and there is a session for it, and opens it for a node.
 *
 * @throws Error that says why the database cannot be used
 */
export async function openNodeDatabase(options: NodeDatabaseOptions): Promise<Database> {
  const { config, databaseUrl, logger } = options;
  const sessionUrl = findSessionUrl(options);
  if (sessionUrl !== null) await migrate(sessionUrl);
  return openDatabase({
    url: databaseUrl,
    isPooled: config.databaseListenUrl !== null,
    isPreparing: config.databasePrepare,
    entities,
    connectionsMax,
    onWarning: (message) => logger.debug(message),
  });
}
