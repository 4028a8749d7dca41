import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { readDatabaseUrl } from './database-url.ts';
import { openDatabase } from './orm.ts';
import { makePartitions } from './partitions.ts';
import { renewEpoch } from './renew-epoch.ts';
import { noLimits, prepareSession } from './session-settings.ts';

/** SQLSTATE of a lock that was not free in time. */
const lockNotAvailable = '55P03';
/** Milliseconds between two tries, and how many there are: ten minutes in all. */
const retry = { gapMs: 1_000, triesMax: 600 };

/**
 * Brings the schema up to date, makes the partitions of the coming days, and gives a database that was
 * restored or copied a new epoch. When several nodes start at once, one does the work and the others wait
 * for it (a session lock of PostgreSQL, so `url` must lead to a session). No statement waits for a table
 * longer than 100 ms, since everybody else would wait behind it: it gives up and tries again each second.
 *
 * @returns the names of the migrations that were missing; null, and nothing is done, when the role may not change the schema
 * @throws Error when the database cannot be reached or is not in UTF-8, a table is in use for ten minutes,
 * or a migration fails; that migration is undone, and those before it stay.
 */
export async function migrate(url: string): Promise<string[] | null> {
  const guard = new Client({ ...readDatabaseUrl(url), connectionTimeoutMillis: 10_000 });
  guard.on('error', () => undefined); // the query in flight rejects by itself
  await guard.connect().catch(throwUnconnected);
  try {
    await prepareSession(guard, noLimits);
    await requireUtf8(guard);
    if (!(await mayMigrate(guard))) return null;
    await guard.query(`select pg_advisory_lock(hashtext('stockaj migrations'))`);
    return await migrateLocked(url, await readSchema(guard));
  } finally {
    await guard.end();
  }
}

/** Whether the role owns our tables, or may make them where there are none yet. */
async function mayMigrate(session: Client): Promise<boolean> {
  const { rows } = await session.query<{ may: boolean | null }>(
    `select coalesce(
       (select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass('database_epochs')),
       has_schema_privilege(current_schema(), 'create'), true) as may`,
  );
  return rows[0]?.may ?? true;
}

/** Texts of any language are kept, and in other encodings a letter that does not exist there fails the call. */
async function requireUtf8(session: Client): Promise<void> {
  const { rows } = await session.query<{ encoding: string }>(
    `select current_setting('server_encoding') as encoding`,
  );
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8') {
    throw new Error(`The database has the encoding ${encoding}, and UTF8 is required.`);
  }
}

/** The schema that our tables are in, or the first of the `search_path` when there are none yet. */
async function readSchema(session: Client): Promise<string> {
  const { rows } = await session.query<{ schema: string | null }>(
    `select coalesce(
       (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
         where pg_class.oid = to_regclass('database_epochs')),
       current_schema()) as schema`,
  );
  const schema = rows[0]?.schema;
  if (schema == null)
    throw new Error('The `search_path` of the database names no schema that exists.');
  return schema;
}

/** Whoever starts the process reads this and nothing else. The driver names host and port, never the password. */
function throwUnconnected(cause: unknown): never {
  throw new Error(`No connection to PostgreSQL: ${(cause as Error).message}`, { cause });
}

async function migrateLocked(url: string, schema: string): Promise<string[]> {
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
    await retryWhileLocked(async () => {
      await database.migrator.up();
      await makePartitions(database.em.fork());
      await renewEpoch(database.em.fork());
    });
    return names;
  } finally {
    await database.close();
  }
}

async function retryWhileLocked(run: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (!isLocked(error) || tries === retry.triesMax) throw error;
      await delay(retry.gapMs);
    }
  }
}

function isLocked(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as Partial<Record<string, unknown>>;
  return code === lockNotAvailable || isLocked(cause);
}
