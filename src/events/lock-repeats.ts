import { sql, type EntityManager } from '../db/index.ts';

/**
 * Waits until no other transaction repeats deliveries of the workspace (a resend, a step of a recovery), and keeps
 * others waiting until the caller's transaction ends. A statement that follows sees everything that they made, so it
 * can decide what was repeated already. Call it before the transaction
 * locks rows that others lock too.
 */
export async function lockRepeats(em: EntityManager, workspaceId: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtext('stockaj repeats'), hashtext(${workspaceId}))
  `.execute(em.getKysely());
}
