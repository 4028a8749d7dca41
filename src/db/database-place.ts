import { Client } from 'pg';
import { readDatabaseUrl } from './database-url.ts';

/**
 * Returns a text that identifies the database of a URL, for one run of its server.
 *
 * @throws Error when it cannot be reached
 */
export async function readPlace(url: string): Promise<string> {
  const client = new Client({ ...readDatabaseUrl(url), connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // the query in flight rejects by itself
  try {
    await client.connect();
    const { rows } = await client.query<{ place: string }>(
      `select concat_ws('/', extract(epoch from pg_postmaster_start_time()), oid) as place
       from pg_database where datname = current_database()`,
    );
    return rows[0]?.place ?? '';
  } finally {
    await client.end().catch(() => undefined);
  }
}
