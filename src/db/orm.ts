import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager, EntitySchema } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import { AfterCommit } from './after-commit.ts';
import { readDatabaseUrl } from './database-url.ts';
import { guardConnections } from './guard-connections.ts';
import { Migration0001MainJob } from './migrations/migration-0001-main-job.ts';
import { Migration0002Inventory } from './migrations/migration-0002-inventory.ts';
import { Migration0003WebhookVersion } from './migrations/migration-0003-webhook-version.ts';
import { Migration0004WebhookKeys } from './migrations/migration-0004-webhook-keys.ts';
import { Migration0005EpochPlace } from './migrations/migration-0005-epoch-place.ts';
import { noLimits, prepareSession, type SessionLimits } from './session-settings.ts';

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
  /** No statement or lock is too slow, and no silence too long. */
  isPatient?: boolean;
}

/**
 * Milliseconds. A statement of ours takes tens of milliseconds; what takes longer than this is stuck
 * and must not hold its locks or its snapshot (an old snapshot keeps the queue's dead rows alive).
 */
const limits: SessionLimits = {
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 60_000,
};

/**
 * The server ends a statement after 10 s; what is silent for longer is no longer there. By then half of
 * a lease is left at least (renewed at a third, looked at every sixth), so that it can be renewed elsewhere.
 */
const silenceMsMax = limits.statement_timeout + 2_000;

/** Connects lazily: the first query opens the first connection. */
export async function openDatabase(options: DatabaseOptions) {
  const connection = readDatabaseUrl(options.url);
  const silenceMs = options.isPatient ? null : (options.silenceMsMax ?? silenceMsMax);
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
      onConnect: (client: ClientBase) =>
        prepareSession(client, options.isPatient ? noLimits : limits, options.schema),
      connectionTimeoutMillis: 10_000,
      onPoolCreated: (pool: Pool) => guardConnections(pool, silenceMs),
    },
    migrations: {
      migrationsList: [
        Migration0001MainJob,
        Migration0002Inventory,
        Migration0003WebhookVersion,
        Migration0004WebhookKeys,
        Migration0005EpochPlace,
      ],
      tableName: 'migrations',
      snapshot: false,
      // The caller holds a lock of its own over all of them.
      allOrNothing: true,
    },
    logger: options.onWarning,
    debug: ['info'],
    colors: false,
    forceUtcTimezone: true,
    allowGlobalContext: true,
  });
}
