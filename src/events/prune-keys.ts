import { sql, type EntityManager } from '../db/index.ts';

/** Deletes idempotency keys after 24 hours, and rate limits after their windows. */
export async function pruneKeys(em: EntityManager): Promise<void> {
  const kysely = em.getKysely();
  await sql`delete from event_keys where created_at < now() - interval '24 hours'`.execute(kysely);
  await sql`delete from rate_limits where expire < extract(epoch from now()) * 1000`.execute(
    kysely,
  );
}
