import { sql, type EntityManager } from '../db/index.ts';

/** Forgets what changed more than 24 hours ago: a live cursor that old is told of a gap. */
export async function forgetChanges(em: EntityManager): Promise<void> {
  await sql`delete from delivery_changes where created_at < now() - interval '24 hours'`.execute(
    em.getKysely(),
  );
}
