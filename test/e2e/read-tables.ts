import { Client } from 'pg';

/** Every row of every table as text, by the name of the table or partition; empty ones are left out. */
export async function readTables(url: string): Promise<Record<string, string[]>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select oid::regclass::text as name from pg_class
       where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const selects = tables.map(
      ({ name }) => `select '${name}' as name, t::text as text from ${name} t`,
    );
    const { rows } = await client.query<{ name: string; text: string }>(
      `${selects.join(' union all ')} order by name, text`,
    );
    const found: Record<string, string[]> = {};
    for (const { name, text } of rows) (found[name] ??= []).push(text);
    return found;
  } finally {
    await client.end();
  }
}
