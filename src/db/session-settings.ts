/*
 * Settings of PostgreSQL that the code relies on, whatever the server, database or role has as defaults:
 * instants and bytes come as text in one form, statements are read in one way, and transactions see what
 * READ COMMITTED shows; and what was committed is on disk. They are set by a statement after connecting:
 * poolers such as PgBouncer refuse startup parameters that they do not know. Behind a pooler in transaction
 * mode, where each transaction may run in another session, the role has them (docs/operations.md).
 * `default_transaction_read_only` is left alone, since it is how operators and providers stop writes to a
 * full disk.
 */
import { sql } from 'kysely';
import { escapeLiteral } from 'pg';

/** The formats of texts and the isolation of transactions, in the words of `current_setting`. */
const forms: Readonly<Record<string, string>> = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
};

/** In the words of `current_setting`; 0 is no limit. */
export interface SessionLimits {
  statement_timeout: string;
  lock_timeout: string;
  idle_in_transaction_session_timeout: string;
}

/**
 * A statement of ours takes tens of milliseconds; what takes longer than this is stuck and must not hold
 * its locks or its snapshot (an old snapshot keeps the queue's dead rows alive).
 */
export const nodeLimits: SessionLimits = {
  statement_timeout: '10s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '1min',
};

/** A session that waits for locks and long statements as long as it takes. */
export const noLimits: SessionLimits = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

/**
 * An index over a long log takes as long as it takes. Whoever waits for a lock makes everybody behind it wait,
 * and so does a migrator that was stopped in the middle.
 */
export const migrationLimits: SessionLimits = {
  ...noLimits,
  lock_timeout: '100ms',
  idle_in_transaction_session_timeout: '5s',
};

/** A pooled connection and the one that listens are idle most of the time. */
const idleness = { idle_session_timeout: '0' };

/** All that a session of a node has, but for what depends on the server. */
export const nodeSettings: Readonly<Record<string, string>> = {
  ...forms,
  ...nodeLimits,
  ...idleness,
};

/**
 * Only `off` loses what was committed when the server dies. The other values differ in what they ask of
 * standbys, which the operator decides.
 */
const isCommitLost = `current_setting('synchronous_commit') = 'off'`;

/** A connection of the driver, of whichever version. */
interface Session {
  query(statement: { text: string; query_timeout: number }): Promise<unknown>;
}

/** A server that has just let us in and does not answer this is not there any more; in milliseconds. */
const answerWithinMs = 5_000;

/**
 * Sets what we rely on for a new session, in one statement. Call it before anything else.
 *
 * @param schema put in front of the `search_path`: where tables are looked for first, and made
 * @throws Error when PostgreSQL refuses it or does not answer within 5 s; the session is of no use then.
 */
export async function prepareSession(
  session: Session,
  limits: SessionLimits,
  schema?: string,
): Promise<void> {
  const settings = Object.entries({ ...forms, ...limits, ...idleness });
  const calls = settings.map(([name, value]) => `set_config('${name}', '${value}', false)`);
  const durable = `case when ${isCommitLost} then set_config('synchronous_commit', 'on', false) end`;
  // PostgreSQL has it since version 17; each statement has a limit already.
  const ifKnown = `case when current_setting('transaction_timeout', true) is not null
    then set_config('transaction_timeout', '0', false) end`;
  const path = schema === undefined ? [] : [putFirst(schema)];
  const text = `select ${[...calls, durable, ifKnown, ...path].join(', ')}`;
  try {
    await session.query({ text, query_timeout: answerWithinMs });
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`The settings of a database session could not be set: ${message}`, { cause });
  }
}

function putFirst(schema: string): string {
  const path = `concat_ws(', ', quote_ident(${escapeLiteral(schema)}), nullif(current_setting('search_path'), ''))`;
  return `set_config('search_path', ${path}, false)`;
}

/** A part of a `select`: the names of settings that a session of a node should have and has not, as an array of texts. */
export function listUnkeptSettings() {
  const [names, values] = [Object.keys(nodeSettings), Object.values(nodeSettings)];
  return sql<string[]>`
    array(
      select name from unnest(${names}::text[], ${values}::text[]) as relied_on (name, value)
      where current_setting(name, true) is distinct from value
      union all select 'synchronous_commit' where ${sql.raw(isCommitLost)}
      union all select 'transaction_timeout' where current_setting('transaction_timeout', true) <> '0'
      -- It switches triggers off, and one raises the version of a webhook. Only a superuser may set it.
      union all select 'session_replication_role'
        where current_setting('session_replication_role') = 'replica'
      order by name)
  `;
}
