import { sql, type EntityManager } from '../db/index.ts';
import { timeOfId } from '../kernel/index.ts';

/**
 * The most deliveries that are counted for a webhook: 10,000 take some milliseconds, and a
 * webhook that was paused for weeks may hold millions.
 */
export const countedMax = 10_000;

/** A count that stops at `countedMax`. */
export interface BoundedCount {
  count: number;
  /** False when there are more than `count`. */
  isExact: boolean;
}

/** What waits at a webhook. */
export interface WaitingCount extends BoundedCount {
  /** When the oldest of those that were counted was made; null when there are none. */
  oldestAt: Date | null;
}

/** The number as a bounded count; `found` is what a statement with `limit countedMax + 1` found. */
export function toBoundedCount(found: number): BoundedCount {
  return { count: Math.min(found, countedMax), isExact: found <= countedMax };
}

/**
 * Counts the deliveries of a webhook (a UUID) that wait to be sent, without those under way, in the
 * caller's transaction. The caller has made sure that the webhook is its own workspace's.
 */
export async function countWaiting(em: EntityManager, webhookId: string): Promise<WaitingCount> {
  const { rows } = await sql<{ found: number; oldestId: string | null }>`
    select count(*)::int as found, (array_agg(id order by id))[1] as "oldestId"
    from (
      select id from deliveries
      where webhook_id = ${webhookId}::uuid and due_at is not null and claim_token is null
      order by due_at
      limit ${countedMax + 1}::int
    ) as waiting
  `.execute(em.getKysely());
  const { found, oldestId } = rows[0] ?? { found: 0, oldestId: null };
  return { ...toBoundedCount(found), oldestAt: oldestId === null ? null : timeOfId(oldestId) };
}
