/*
 * PostgreSQL settings that the code relies on, whatever the defaults of the server, database or role: the text
 * forms of times and bytes, the syntax of statements, READ COMMITTED, and commits that reach the disk. They are
 * set by a statement after connecting, since poolers such as PgBouncer refuse unknown startup parameters. Behind
 * a pooler in transaction mode, where each transaction may run in another session, the role has the settings
 * (docs/operations.md). `default_transaction_read_only` is left alone: operators and providers use it to stop
 * writes to a full disk.
 */
import { sql } from 'kysely';
import { escapeLiteral } from 'pg';

/** Text formats and transaction isolation, as `current_setting` shows them. */
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

/**
 * Every statement of a node finds its rows by an index. PostgreSQL's figures of a table that fills and empties
 * all day are always out of date, and by them it would scan the whole of `delivery_queue` at the wrong moment. The penalty for
 * a scan that has no other way would make PostgreSQL compile the statement, so that is off too.
 */
const planning = { enable_seqscan: 'off', jit: 'off' };

/** Limits as `current_setting` shows them; 0 for no limit. */
export interface SessionLimits {
  statement_timeout: string;
  lock_timeout: string;
  idle_in_transaction_session_timeout: string;
}

/**
 * The limits of a node. Statements take tens of milliseconds. One that takes longer than this is stuck and must
 * not keep its locks or its snapshot (an old snapshot keeps the queue's dead rows from being vacuumed).
 */
export const nodeLimits: SessionLimits = {
  statement_timeout: '10s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '1min',
};

/** For a session that waits for locks and long statements without a limit. */
export const noLimits: SessionLimits = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

/**
 * For migrations. Building an index on a long log may take any time, but waiting for a lock blocks all others
 * that want it, and so does a migration that was stopped half-way.
 */
export const migrationLimits: SessionLimits = {
  ...noLimits,
  lock_timeout: '100ms',
  idle_in_transaction_session_timeout: '5s',
};

/** Pooled connections and the one that listens are idle most of the time. */
const idleness = { idle_session_timeout: '0' };

/** All settings of a node's session, except those that depend on the server. */
export const nodeSettings: Readonly<Record<string, string>> = {
  ...forms,
  ...nodeLimits,
  ...idleness,
  ...planning,
};

/**
 * Only `off` can lose commits when the server dies. The other values differ in what they require of standbys,
 * which the operator decides.
 */
const isCommitLost = `current_setting('synchronous_commit') = 'off'`;

/** A connection of the driver, of any version. */
interface Session {
  query(statement: { text: string; query_timeout: number }): Promise<unknown>;
}

/** In milliseconds. A server that has just accepted the connection and does not respond within this time is gone. */
const answerWithinMs = 5_000;

/**
 * Applies the settings to a new session, in one statement. Call it before any other statement.
 *
 * @param schema the first schema of the `search_path`, where tables are found and made
 * @throws Error when PostgreSQL refuses or does not respond within 5 s; the session cannot be used then
 */
export async function prepareSession(
  session: Session,
  limits: SessionLimits,
  schema?: string,
): Promise<void> {
  const settings = Object.entries({ ...forms, ...limits, ...idleness, ...planning });
  const calls = settings.map(([name, value]) => `set_config('${name}', '${value}', false)`);
  const durable = `case when ${isCommitLost} then set_config('synchronous_commit', 'on', false) end`;
  // Exists since PostgreSQL 17. Each statement has a limit already.
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

/** Part of a `select`: the names of the settings that differ from those of a node's session, as an array of texts. */
export function listUnkeptSettings() {
  const [names, values] = [Object.keys(nodeSettings), Object.values(nodeSettings)];
  return sql<string[]>`
    array(
      select name from unnest(${names}::text[], ${values}::text[]) as relied_on (name, value)
      where current_setting(name, true) is distinct from value
      union all select 'synchronous_commit' where ${sql.raw(isCommitLost)}
      union all select 'transaction_timeout' where current_setting('transaction_timeout', true) <> '0'
      -- It disables triggers, and one of them raises the version of a webhook. Only a superuser may set it.
      union all select 'session_replication_role'
        where current_setting('session_replication_role') = 'replica'
      order by name)
  `;
}
