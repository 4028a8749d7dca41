import type { Config } from '../config/config.ts';
import { migrate, openDatabase, readPlace, type Database } from '../db/index.ts';
import { entities } from '../entities.ts';
import { serializeError, type Logger, type Metrics } from '../kernel/index.ts';

export interface NodeDatabaseOptions {
  config: Pick<Config, 'databaseListenUrl' | 'databasePrepare' | 'databaseConnections'>;
  databaseUrl: string;
  logger: Logger;
}

/** Returns the URL that leads to a session, for LISTEN and for the migration; null when there is none. */
export function findSessionUrl({
  config: { databaseListenUrl },
  databaseUrl,
}: Pick<NodeDatabaseOptions, 'config' | 'databaseUrl'>): string | null {
  return databaseListenUrl === 'none' ? null : (databaseListenUrl ?? databaseUrl);
}

/** Whether there is a session. A node starts without one too: it works without LISTEN, a little later. */
async function hasSession(sessionUrl: string, options: NodeDatabaseOptions): Promise<boolean> {
  if (sessionUrl === options.databaseUrl) return true;
  const place = await readPlace(sessionUrl).catch((error: unknown) => {
    const err = serializeError(error);
    options.logger.warn({ err }, 'cannot reach DATABASE_LISTEN_URL, starting without a migration');
    return null;
  });
  if (place === null) return false;
  if (place === (await readPlace(options.databaseUrl))) return true;
  throw new Error('DATABASE_LISTEN_URL and DATABASE_URL lead to different databases.');
}

/**
 * Migrates the database for a node, if its role may and there is a session.
 *
 * @throws Error that says why the database cannot be used
 */
export async function migrateNodeDatabase(options: NodeDatabaseOptions): Promise<void> {
  const sessionUrl = findSessionUrl(options);
  if (sessionUrl !== null && (await hasSession(sessionUrl, options))) {
    await migrate(sessionUrl, (why) => options.logger.warn(why));
  }
}

/** Opens the database for a node. The first query opens the first connection. */
export async function openNodeDatabase({
  config,
  databaseUrl,
  logger,
  metrics,
}: NodeDatabaseOptions & { metrics: Metrics }): Promise<Database> {
  return openDatabase({
    url: databaseUrl,
    isPooled: config.databaseListenUrl !== null,
    isPreparing: config.databasePrepare,
    entities,
    connectionsMax: config.databaseConnections,
    metrics,
    onWarning: (message) => logger.debug(message),
  });
}
