import { sql, type EntityManager } from '../db/index.ts';
import { endWaiting } from './end-listed.ts';
import { firstIdAt } from './split-by-day.ts';

/**
 * Ends waiting deliveries that were created before `instant`, as EXPIRED. Leased ones are left to their process
 * until they wait again.
 *
 * @returns how many were ended, at most 500; call again until it is 0
 */
export async function expireDeliveries(em: EntityManager, instant: Date): Promise<number> {
  const isOld = sql`q.delivery_id < ${firstIdAt(instant)}::uuid order by q.delivery_id`;
  return endWaiting(em, isOld, sql`'EXPIRED'`);
}
