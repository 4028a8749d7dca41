import { sql, type EntityManager } from '../db/index.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';
import { splitByDay } from './split-by-day.ts';
import { recordChanges } from './record-changes.ts';

/** Deliveries ended per transaction: few enough to hold no lock for long. */
const endedAtOnceMax = 500;

/**
 * Ends due deliveries of a webhook that must not receive requests any more: they become FAILED without a
 * request. Tests are ended only if the webhook was deleted. Leased deliveries are left to their process.
 *
 * @returns how many were ended, at most 500; call again until it is 0.
 */
export async function endDeliveries(
  em: EntityManager,
  webhookId: string,
  reason: DeliveryStatusReason,
): Promise<number> {
  return em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    const { rows } = await sql<{ id: string }>`
      with due as (
        select delivery_id from delivery_queue
        where webhook_id = ${webhookId}::uuid and due_at <= now() and claim_token is null
          and (trigger <> 'TEST' or ${reason} = 'WEBHOOK_DELETED')
        order by due_at limit ${endedAtOnceMax}::int
        for update skip locked
      )
      delete from delivery_queue where delivery_id = any(array(select delivery_id from due))
      returning delivery_id as id
    `.execute(kysely);
    for (const day of splitByDay(rows, (row) => row.id)) {
      await sql`
        with changed as (
          update deliveries set status = 'FAILED', status_reason = ${reason},
            completed_at = clock_timestamp()
          where id = any(${day.rows.map((row) => row.id)}::uuid[])
            and id between ${day.least}::uuid and ${day.greatest}::uuid
          returning id, workspace_id, webhook_id, status
        ),
        ${recordChanges}
        select 1
      `.execute(kysely);
    }
    return rows.length;
  });
}
