import { sql, type EntityManager } from '../../db/index.ts';

/** Deletes recoveries that ended more than 30 days ago. Their deliveries stay in the log as long as any other. */
export async function pruneRecoveries(em: EntityManager): Promise<void> {
  await sql`delete from recoveries where ended_at < now() - interval '30 days'`.execute(
    em.getKysely(),
  );
}
