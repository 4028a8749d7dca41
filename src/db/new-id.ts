import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/** Returns a new UUIDv7 by the database's clock, in the caller's transaction. */
export async function newId(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The database gave no id.');
  return row.id;
}
