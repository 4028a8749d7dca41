import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { migrations } from './migrations/index.ts';

/** Marks a migration that older code cannot work with. Older code knows only its name. */
const breaking = /-breaking$/;

/**
 * Lists why this code cannot work with the schema, in sentences for operators; empty when it can. A newer
 * migration that is not breaking is no error, so old nodes keep working while new ones replace them.
 */
export async function listMigrationErrors(em: EntityManager): Promise<string[]> {
  const recorded = await readRecorded(em);
  if (recorded === null) {
    return ['The role of this node may not read the table migrations: grant it its rights.'];
  }
  return explainMigrations(recorded);
}

/** Lists the same for the given names of applied migrations. */
export function explainMigrations(recorded: readonly string[]): string[] {
  const missing = migrations.find(({ name }) => !recorded.includes(name));
  const known = new Set(migrations.map(({ name }) => name));
  const tooNew = recorded.find((name) => !known.has(name) && breaking.test(name));
  return [
    ...(missing ? [`The database lacks ${missing.name}: run npm run migrate as its owner.`] : []),
    ...(tooNew ? [`The database has ${tooNew}, which this version cannot work with.`] : []),
  ];
}

/** Returns the names of the applied migrations; null when the role may not read them. */
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
