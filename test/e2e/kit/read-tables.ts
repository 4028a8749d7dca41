import { sql } from '../../../src/db/index.ts';
import type { TestApp } from '../../kit/app.ts';

/** Every row of every table as text, by table or partition; empty ones are omitted. */
export async function readTables({ app }: TestApp): Promise<Record<string, string[]>> {
  const kysely = app.database.em.fork().getKysely();
  const { rows: tables } = await sql<{ name: string }>`
    select oid::regclass::text as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
  `.execute(kysely);
  const selects = tables.map(
    ({ name }) => `select '${name}' as name, t::text as text from ${name} t`,
  );
  const { rows } = await sql
    .raw<{ name: string; text: string }>(`${selects.join(' union all ')} order by name, text`)
    .execute(kysely);
  const found: Record<string, string[]> = {};
  for (const { name, text } of rows) (found[name] ??= []).push(text);
  return found;
}
