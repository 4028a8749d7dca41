import type { Pool, PoolClient } from 'pg';

/**
 * Gives the places of broken connections back to the pool. Kysely returns a connection only once its
 * COMMIT or ROLLBACK was answered, so one that breaks inside a transaction would hold its place for
 * ever; after as many as the pool has places, nothing would reach the database until a restart.
 */
export function freeBrokenConnections(pool: Pool): void {
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
