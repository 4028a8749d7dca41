/*
 * What the driver and the query builder leave open, mended for every connection of the pool:
 * a COMMIT that did not commit, a connection that died without a word, and one that broke while it
 * was in use.
 */
import type { Socket } from 'node:net';
import type { Pool, PoolClient, QueryResult } from 'pg';

type RunQuery = (...parameters: unknown[]) => Promise<QueryResult> | undefined;

/**
 * @param silenceMsMax how long a statement may go without an answer, in milliseconds; a little longer
 * than the server lets it run. Then the connection is cut, and the statement fails.
 */
export function guardConnections(pool: Pool, silenceMsMax: number): void {
  pool.on('connect', (client) => {
    const driver = Object.getPrototypeOf(client) as { query: RunQuery };
    const runGuarded: RunQuery = (...parameters) => {
      const answer = driver.query.apply(client, parameters);
      // The pool's own `query` takes a callback; its statements are single ones and end with the server's limit.
      return answer && guardAnswer(client, answer, parameters[0], silenceMsMax);
    };
    client.query = runGuarded as typeof client.query;
  });
  freeBrokenConnections(pool);
}

async function guardAnswer(
  client: PoolClient,
  answer: Promise<QueryResult>,
  text: unknown,
  silenceMsMax: number,
): Promise<QueryResult> {
  const timer = setTimeout(() => cut(client), silenceMsMax);
  try {
    const result = await answer;
    // PostgreSQL answers the COMMIT of a transaction in which a statement had failed without an error.
    if (text === 'commit' && result.command === 'ROLLBACK') {
      throw new Error('The transaction was rolled back, since one of its statements had failed.');
    }
    return result;
  } finally {
    clearTimeout(timer);
  }
}

/** A failover or a firewall may drop a connection silently; TCP would wait for a quarter of an hour. */
function cut(client: PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.destroy(new Error('PostgreSQL did not answer.'));
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
