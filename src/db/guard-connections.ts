/*
 * Handles four cases for every connection of the pool that the driver and the query builder do not: a COMMIT
 * that did not commit, a connection that died silently, one that broke while in use, and one that is alive
 * but unusable.
 */
import type { Socket } from 'node:net';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { createStatementNames, dropName } from './prepare-statements.ts';

type RunQuery = (...parameters: unknown[]) => Promise<QueryResult> | undefined;

/** A connection of the pool. */
interface Connection {
  client: PoolClient;
  /** When the server last responded on it, on the monotonic clock. */
  heardAtMs: number;
}

/**
 * @param silenceMsMax how long a statement may wait for a response, in milliseconds; a little longer than the
 * server lets it run. After that the connection is cut and the statement fails. Null for no limit.
 * @param isPreparing whether statements may be prepared under a name
 */
export function guardConnections(
  pool: Pool,
  silenceMsMax: number | null,
  isPreparing: boolean,
): void {
  const connections = new Set<Connection>();
  const nameStatement = isPreparing ? createStatementNames() : dropName;

  /** If one connection is dead, so are all that have been silent as long: cut them too, and use none of them. */
  function cutSilentSince(sinceMs: number): void {
    for (const { client, heardAtMs } of connections) {
      if (heardAtMs <= sinceMs) cut(client, 'PostgreSQL did not answer.');
    }
  }

  async function guardAnswer(
    connection: Connection,
    answer: Promise<QueryResult>,
    text: unknown,
  ): Promise<QueryResult> {
    const sentAtMs = performance.now();
    const stopWaiting = awaitAnswer(silenceMsMax, () => cutSilentSince(sentAtMs));
    try {
      const result = await answer;
      refuseRolledBack(text, result);
      return result;
    } catch (error) {
      const reason = explainUseless(text, error);
      if (reason) cut(connection.client, reason);
      throw error;
    } finally {
      stopWaiting();
      connection.heardAtMs = performance.now();
    }
  }

  pool.on('connect', (client) => {
    const connection = { client, heardAtMs: performance.now() };
    connections.add(connection);
    client.once('end', () => connections.delete(connection));
    const driver = Object.getPrototypeOf(client) as { query: RunQuery };
    const runGuarded: RunQuery = (...parameters) => {
      const answer = driver.query.apply(client, nameStatement(parameters));
      // The pool's own `query` takes a callback; its single statements end at the server's time limit.
      return answer && guardAnswer(connection, answer, parameters[0]);
    };
    client.query = runGuarded as typeof client.query;
  });
  freeBrokenConnections(pool);
}

/** Calls `onSilence` after so many milliseconds, unless the returned function is called first. */
function awaitAnswer(silenceMsMax: number | null, onSilence: () => void): () => void {
  if (silenceMsMax === null) return () => undefined;
  let isAnswered = false;
  // One more turn of the event loop: after this process was stopped or busy, an answer that arrived in time may
  // still be unread.
  const expire = () => void setImmediate(() => isAnswered || onSilence());
  const timer = setTimeout(expire, silenceMsMax);
  return () => {
    isAnswered = true;
    clearTimeout(timer);
  };
}

/** PostgreSQL reports no error for the COMMIT of a transaction in which a statement has failed. */
function refuseRolledBack(text: unknown, { command }: QueryResult): void {
  if (text === 'commit' && command === 'ROLLBACK') {
    throw new Error('The transaction was rolled back because one of its statements failed.');
  }
}

/** Returns why a connection that is still alive cannot be used after an error; null when it can. */
function explainUseless(text: unknown, error: unknown): string | null {
  // Kysely returns the connection to the pool only if these succeed, and they may be cancelled like any statement.
  if (text === 'begin' || text === 'rollback') return 'A transaction could not begin or end.';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // A session opened as read-only stays read-only when the database no longer is.
  return code === readOnlyTransaction ? 'The session is read-only.' : null;
}

/** SQLSTATE of a write in a read-only session or on a standby. */
const readOnlyTransaction = '25006';

/** Without this TCP waits a quarter of an hour for a server that disappeared in a failover or behind a firewall. */
function cut(client: PoolClient, why: string): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.destroy(Object.assign(new Error(why), { code: 'ECONNABORTED' }));
}

/**
 * Releases broken connections to the pool. Kysely releases a connection only after the response to COMMIT or
 * ROLLBACK, so one that breaks inside a transaction would occupy its place forever. Once all places are lost,
 * no statement reaches the database until a restart.
 */
function freeBrokenConnections(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!held.has(client)) return;
      client.release(true);
      // Its holder finds out at its next statement, and may then release it a second time.
      client.release = () => undefined;
    });
  });
}
