import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { migrations } from './migrations/index.ts';

/** Ends the name of a migration that older code cannot work with. Older code goes by the name alone. */
const breaking = /-breaking$/;

/**
 * Why the schema is not the one that this code works with, in sentences for operators; empty when it is.
 * A newer migration that is not breaking is no error, so old nodes go on while new ones replace them.
 */
export async function listMigrationErrors(em: EntityManager): Promise<string[]> {
  const recorded = await readRecorded(em);
  if (recorded === null) {
    return ['The role of this node may not read the table migrations: grant it its rights.'];
  }
  return explainMigrations(recorded);
}

/** The same for the names of the migrations that the database has had. */
export function explainMigrations(recorded: readonly string[]): string[] {
  const missing = migrations.find(({ name }) => !recorded.includes(name));
  const known = new Set(migrations.map(({ name }) => name));
  const tooNew = recorded.find((name) => !known.has(name) && breaking.test(name));
  return [
    ...(missing ? [`The database lacks ${missing.name}: run npm run migrate as its owner.`] : []),
    ...(tooNew ? [`The database has ${tooNew}, which this version cannot work with.`] : []),
  ];
}

/** Names of the migrations that the database has had; null when the role may not see them. */
async function readRecorded(em: EntityManager): Promise<string[] | null> {
  const kysely = em.getKysely();
  const { rows: tables } = await sql<{ mayRead: boolean | null }>`
    select has_table_privilege(to_regclass('migrations'), 'select') as "mayRead"
  `.execute(kysely);
  const mayRead = tables[0]?.mayRead ?? null;
  if (mayRead !== true) return mayRead === null ? [] : null;
  const { rows } = await sql<{ name: string }>`select name from migrations order by id`.execute(
    kysely,
  );
  return rows.map(({ name }) => name);
}
