import { sql, type EntityManager } from '../db/index.ts';

/** Deletes change rows older than 24 hours. Subscribers with an older cursor are told that there is a gap. */
export async function pruneChanges(em: EntityManager): Promise<void> {
  await sql`delete from delivery_changes where created_at < now() - interval '24 hours'`.execute(
    em.getKysely(),
  );
}
