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
/** The database as the rest of the code sees it. */
export type Database = Awaited<ReturnType<typeof openDatabase>>;

export interface DatabaseOptions {
  url: string;
  entities: readonly EntitySchema[];
  /** The most connections held at once. */
  connectionsMax: number;
  /** Called when an idle connection breaks; the pool replaces it. */
  onWarning: (message: string) => void;
  /** Longest wait of a statement for a response before its connection is cut; 12 s by default. */
  silenceMsMax?: number;
  /** The schema of the tables; for the migration only. */
  schema?: string;
  /** No limit on statements, but a lock that is not free within 100 ms fails. */
  isMigrating?: boolean;
  /** The URL leads to a pooler in transaction mode: nothing is set on sessions, the role has the settings. */
  isPooled?: boolean;
  /** Whether statements may be prepared under a name; true by default. */
  isPreparing?: boolean;
  /** Receives the metrics of the pool. */
  metrics?: Metrics;
}

/**
 * The server ends a statement after 10 s, so a longer silence means that the server is gone. At least half of
 * each lease is left then (renewed at a third, checked every sixth), enough to renew it over another connection.
 */
const silenceMsMax = 12_000;

/** Opens the database. The first query opens the first connection. */
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
      // Each commits alone, and so releases the tables that it locked.
      allOrNothing: false,
    },
    logger: options.onWarning,
    debug: ['info'],
    colors: false,
    forceUtcTimezone: true,
    allowGlobalContext: true,
  });
}
