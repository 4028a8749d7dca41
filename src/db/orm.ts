import { MikroORM, type EntityManager, type EntitySchema } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import type { Metrics } from '../kernel/index.ts';
import { AfterCommit } from './after-commit.ts';
import { readDatabaseUrl } from './database-url.ts';
import { guardConnections } from './guard-connections.ts';
import { createPoolMetrics } from './metrics.ts';
import { migrations } from './migrations/index.ts';
import { migrationLimits, nodeLimits, prepareSession } from './session-settings.ts';

export { sql };
export type { EntityManager };
/** A connection to the database as the rest of the code sees it. */
export type Database = Awaited<ReturnType<typeof openDatabase>>;

export interface DatabaseOptions {
  url: string;
  entities: readonly EntitySchema[];
  /** The most connections held at once. */
  connectionsMax: number;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  onWarning: (message: string) => void;
  /** How long a statement may go without an answer before its connection is cut; 12 s when left out. */
  silenceMsMax?: number;
  /** Where the tables are and are made; for the migration only. */
  schema?: string;
  /** No statement is too slow and no silence too long, but a lock that is not free in 100 ms fails. */
  isMigrating?: boolean;
  /** The URL leads to a pooler in transaction mode: nothing is set on a session, the role has the settings. */
  isPooled?: boolean;
  /** Whether statements get names, under which a session keeps them; true when left out. */
  isPreparing?: boolean;
  /** Where the pool is shown. */
  metrics?: Metrics;
}

/**
 * The server ends a statement after 10 s; what is silent for longer is no longer there. By then half of
 * a lease is left at least (renewed at a third, looked at every sixth), so that it can be renewed elsewhere.
 */
const silenceMsMax = 12_000;

/** Connects lazily: the first query opens the first connection. */
export async function openDatabase(options: DatabaseOptions) {
  const connection = readDatabaseUrl(options.url);
  const silenceMs = options.isMigrating ? null : (options.silenceMsMax ?? silenceMsMax);
  const showPool = options.metrics && createPoolMetrics(options.metrics);
  return MikroORM.init({
    dbName: connection.database,
    entities: [...options.entities],
    discovery: { warnWhenNoEntities: false },
    ...(options.schema !== undefined && { schema: options.schema }),
    extensions: [Migrator],
    subscribers: [new AfterCommit()],
    pool: { min: 0, max: options.connectionsMax },
    driverOptions: {
      ...connection,
      ...(!options.isPooled && {
        onConnect: (client: ClientBase) =>
          prepareSession(
            client,
            options.isMigrating ? migrationLimits : nodeLimits,
            options.schema,
          ),
      }),
      connectionTimeoutMillis: 10_000,
      onPoolCreated(pool: Pool) {
        guardConnections(pool, silenceMs, options.isPreparing ?? true);
        showPool?.(pool);
      },
    },
    migrations: {
      migrationsList: migrations,
      tableName: 'migrations',
      snapshot: false,
      // Each commits alone, and so lets go of the tables that it locked.
      allOrNothing: false,
    },
    logger: options.onWarning,
    debug: ['info'],
    colors: false,
    forceUtcTimezone: true,
    allowGlobalContext: true,
  });
}
