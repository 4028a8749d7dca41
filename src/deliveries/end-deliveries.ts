import { sql, type EntityManager } from '../db/index.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';
import { splitByDay } from './id-bounds.ts';
import { writeConsequences } from './write-consequences.ts';

/** Deliveries ended in one transaction: enough to be quick, few enough to hold no lock for long. */
const endedAtOnceMax = 500;

/**
 * Ends due deliveries of a webhook that must not be sent to any more, without a request, as FAILED.
 * A TEST goes out whatever the state of its webhook, unless that was deleted. What is leased belongs
 * to its process.
 *
 * @returns how many were ended; fewer than there are when they are many, so call again.
 */
export async function endDeliveries(
  em: EntityManager,
  webhookId: string,
  reason: DeliveryStatusReason,
): Promise<number> {
  return em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    const { rows } = await sql<{ id: string }>`
      select id from deliveries
      where webhook_id = ${webhookId}::uuid and due_at <= now() and claim_token is null
        and (trigger <> 'TEST' or ${reason} = 'WEBHOOK_DELETED')
      order by due_at limit ${endedAtOnceMax}::int
      for update skip locked
    `.execute(kysely);
    for (const day of splitByDay(rows, (row) => row.id)) {
      await sql`
        with changed as (
          update deliveries set status = 'FAILED', status_reason = ${reason}, due_at = null,
            completed_at = clock_timestamp()
          where id = any(${day.rows.map((row) => row.id)}::uuid[])
            and id between ${day.least}::uuid and ${day.greatest}::uuid
          returning id, workspace_id, webhook_id, status
        ),
        ${writeConsequences}
        select 1
      `.execute(kysely);
    }
    return rows.length;
  });
}
