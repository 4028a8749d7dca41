import { sql, type EntityManager } from '../db/index.ts';
import { countedMax, timeOfId, toBoundedCount, type BoundedCount } from '../kernel/index.ts';

/** The deliveries that are waiting for a webhook. */
export interface WaitingCount extends BoundedCount {
  /** When the oldest counted delivery was created; null when there are none. */
  oldestAt: Date | null;
}

/**
 * Counts the waiting deliveries of a webhook (a UUID), without those in progress, in the caller's
 * transaction. The caller must have checked that the webhook belongs to its workspace.
 */
export async function countWaiting(em: EntityManager, webhookId: string): Promise<WaitingCount> {
  const { rows } = await sql<{ found: number; oldestId: string | null }>`
    select count(*)::int as found, (array_agg(delivery_id order by delivery_id))[1] as "oldestId"
    from (
      select delivery_id from delivery_queue
      where webhook_id = ${webhookId}::uuid and claim_token is null
      order by due_at
      limit ${countedMax + 1}::int
    ) as waiting
  `.execute(em.getKysely());
  const { found, oldestId } = rows[0] ?? { found: 0, oldestId: null };
  return { ...toBoundedCount(found), oldestAt: oldestId === null ? null : timeOfId(oldestId) };
}
