/*
 * What the driver and the query builder leave open, mended for every connection of the pool:
 * a COMMIT that did not commit, a connection that died without a word, one that broke while it was in
 * use, and one that is there but good for nothing.
 */
import type { Socket } from 'node:net';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { createStatementNames, dropName } from './prepare-statements.ts';

type RunQuery = (...parameters: unknown[]) => Promise<QueryResult> | undefined;

/** A connection of the pool. */
interface Connection {
  client: PoolClient;
  /** When the server was last heard of on it, on the monotonic clock. */
  heardAtMs: number;
}

/**
 * @param silenceMsMax how long a statement may go without an answer, in milliseconds; a little longer
 * than the server lets it run. Then the connection is cut, and the statement fails. Null for no limit.
 * @param isPreparing whether statements may have names, under which a session keeps them
 */
export function guardConnections(
  pool: Pool,
  silenceMsMax: number | null,
  isPreparing: boolean,
): void {
  const connections = new Set<Connection>();
  const nameStatement = isPreparing ? createStatementNames() : dropName;

  /** What one shows is true of all that have been silent as long: whoever waits there waits no longer, and nobody is sent there. */
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
    const timer =
      silenceMsMax === null ? undefined : setTimeout(() => cutSilentSince(sentAtMs), silenceMsMax);
    try {
      const result = await answer;
      refuseRolledBack(text, result);
      return result;
    } catch (error) {
      const reason = findUselessness(text, error);
      if (reason) cut(connection.client, reason);
      throw error;
    } finally {
      clearTimeout(timer);
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
      // The pool's own `query` takes a callback; its statements are single ones and end with the server's limit.
      return answer && guardAnswer(connection, answer, parameters[0]);
    };
    client.query = runGuarded as typeof client.query;
  });
  freeBrokenConnections(pool);
}

/** PostgreSQL answers the COMMIT of a transaction in which a statement had failed without an error. */
function refuseRolledBack(text: unknown, { command }: QueryResult): void {
  if (text === 'commit' && command === 'ROLLBACK') {
    throw new Error('The transaction was rolled back, since one of its statements had failed.');
  }
}

/** Why a connection is no good after an error although it lives; null when it is. */
function findUselessness(text: unknown, error: unknown): string | null {
  // Kysely gives such a connection back only when they succeed, and they may be cancelled like any statement.
  if (text === 'begin' || text === 'rollback') return 'A transaction could not begin or end.';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // A session that was opened as read-only stays so when the database no longer is.
  return code === readOnlyTransaction ? 'The session is read-only.' : null;
}

/** SQLSTATE of a write in a read-only session, and on a standby. */
const readOnlyTransaction = '25006';

/** TCP would wait for a quarter of an hour for a server that a failover or a firewall took away silently. */
function cut(client: PoolClient, why: string): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.destroy(Object.assign(new Error(why), { code: 'ECONNABORTED' }));
}

/**
 * Gives the places of broken connections back to the pool. Kysely returns a connection only once its
 * COMMIT or ROLLBACK was answered, so one that breaks inside a transaction would hold its place for
 * ever; after as many as the pool has places, nothing would reach the database until a restart.
 */
function freeBrokenConnections(pool: Pool): void {
  const held = new Set<PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!held.has(client)) return;
      client.release(true);
      // Whoever holds it learns of the end from its next statement, and may then give it back as well.
      client.release = () => undefined;
    });
  });
}
