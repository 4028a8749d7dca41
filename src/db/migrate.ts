import { Client } from 'pg';
import { readDatabaseUrl } from './database-url.ts';
import { openDatabase } from './orm.ts';
import { makePartitions } from './partitions.ts';
import { createPatience, retryWhileLocked, type OnWait } from './migration-locks.ts';
import { renewEpoch } from './renew-epoch.ts';
import { noLimits, prepareSession } from './session-settings.ts';

/**
 * Brings the schema up to date, makes the partitions of the coming days, and gives a restored or copied
 * database a new epoch. When several nodes start at once, one does the work and the others wait. `url` must
 * lead to a session. No statement waits for a table longer than 100 ms, since all other statements would
 * queue behind it; it is retried each second.
 *
 * @returns the names of the migrations that were applied; null when the role may not change the schema, and
 * then nothing is done
 * @throws Error when the database cannot be reached or is not in UTF-8, when a table is in use or another
 * process migrates for ten minutes, or when a migration fails; that migration is undone, earlier ones stay
 */
export async function migrate(
  url: string,
  onWait: OnWait = () => undefined,
): Promise<string[] | null> {
  const guard = new Client({ ...readDatabaseUrl(url), connectionTimeoutMillis: 10_000 });
  guard.on('error', () => undefined); // the query in flight rejects by itself
  await guard.connect().catch(throwUnconnected);
  try {
    await prepareSession(guard, noLimits);
    await requireUtf8(guard);
    const schema = await readSchema(guard);
    if (!(await mayMigrate(guard, schema))) return null;
    await waitForOthers(guard, onWait);
    return await migrateLocked(url, schema, onWait);
  } finally {
    await guard.end();
  }
}

/** Whether the role owns the tables, or may make them when there are none yet. */
async function mayMigrate(session: Client, schema: string): Promise<boolean> {
  const { rows } = await session.query<{ may: boolean }>(
    `select coalesce(
       (select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass('database_epochs')),
       has_schema_privilege($1, 'create')) as may`,
    [schema],
  );
  return rows[0]?.may === true;
}

/**
 * Takes the migration lock. It belongs to a transaction, so that a pooler cannot keep it. No statement waits
 * for it: that would hold a snapshot, and keep the queue's dead rows from being vacuumed.
 */
async function waitForOthers(session: Client, onWait: OnWait): Promise<void> {
  const patience = createPatience(onWait);
  for (;;) {
    await session.query('begin');
    const { rows } = await session.query<{ isOurs: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('stockaj migrations')) as "isOurs"`,
    );
    if (rows[0]?.isOurs) return;
    await session.query('rollback');
    await patience.wait(100, async () => 'Another process is migrating.');
  }
}

/** Texts may be in any language, and other encodings fail for letters that they lack. */
async function requireUtf8(session: Client): Promise<void> {
  const { rows } = await session.query<{ encoding: string }>(
    `select current_setting('server_encoding') as encoding`,
  );
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8') {
    throw new Error(`The database has the encoding ${encoding}, and UTF8 is required.`);
  }
}

/** Returns the schema of the tables, or the first of the `search_path` when there are none yet. */
async function readSchema(session: Client): Promise<string> {
  const { rows } = await session.query<{ schema: string | null }>(
    `select coalesce(
       (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         where pg_class.oid = to_regclass('database_epochs')),
       current_schema()) as schema`,
  );
  const schema = rows[0]?.schema;
  if (schema == null) {
    throw new Error('The `search_path` names no schema that exists and that the role may use.');
  }
  return schema;
}

/** Operators see only this message. The driver's part names host and port, never the password. */
function throwUnconnected(cause: unknown): never {
  throw new Error(`No connection to PostgreSQL: ${(cause as Error).message}`, { cause });
}

async function migrateLocked(url: string, schema: string, onWait: OnWait): Promise<string[]> {
  const database = await openDatabase({
    url,
    entities: [],
    schema,
    connectionsMax: 2,
    isMigrating: true,
    onWarning: () => undefined,
  });
  const names: string[] = [];
  database.migrator.on('migrated', ({ name }) => void names.push(name));
  try {
    const em = database.em.fork();
    await retryWhileLocked(em, onWait, async () => {
      await database.migrator.up();
      await makePartitions(em);
      await renewEpoch(em);
    });
    return names;
  } finally {
    await database.close();
  }
}
