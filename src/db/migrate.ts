import { Client } from 'pg';
import { readDatabaseUrl } from './database-url.ts';
import { openDatabase } from './orm.ts';
import { makePartitions } from './partitions.ts';
import { renewEpoch } from './renew-epoch.ts';
import { noLimits, prepareSession } from './session-settings.ts';

/**
 * Brings the schema up to date, makes the partitions of the coming days, and gives a database that was
 * restored or copied a new epoch. When several nodes start at once, one does the work and the others wait
 * for it (a session lock of PostgreSQL).
 *
 * @throws Error when the database cannot be reached or is not in UTF-8, or a migration fails; nothing is half done.
 */
export async function migrate(url: string): Promise<void> {
  const guard = new Client({ ...readDatabaseUrl(url), connectionTimeoutMillis: 10_000 });
  guard.on('error', () => undefined); // the query in flight rejects by itself
  await guard.connect().catch(throwUnconnected);
  try {
    await prepareSession(guard, noLimits);
    await requireUtf8(guard);
    await guard.query(`select pg_advisory_lock(hashtext('stockaj migrations'))`);
    await migrateLocked(url, await readSchema(guard));
  } finally {
    await guard.end();
  }
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

async function migrateLocked(url: string, schema: string): Promise<void> {
  const database = await openDatabase({
    url,
    entities: [],
    schema,
    connectionsMax: 2,
    // An index over a long log takes as long as it takes.
    isPatient: true,
    onWarning: () => undefined,
  });
  try {
    await database.migrator.up();
    await makePartitions(database.em.fork());
    await renewEpoch(database.em.fork());
  } finally {
    await database.close();
  }
}
