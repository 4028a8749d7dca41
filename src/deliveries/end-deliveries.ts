import { sql, type EntityManager } from '../db/index.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';
import { splitByDay } from './split-by-day.ts';
import { recordChanges } from './record-changes.ts';

/** Deliveries ended per transaction: few enough to hold no lock for long. */
const endedAtOnceMax = 500;

/**
 * Why the deliveries of a webhook must be ended without a request; null if they may be sent. An SQL expression
 * over a row `w` of `webhooks`, left joined: deliveries of a missing webhook are ended too.
 */
export const endReason = sql`case
    when w.id is null or w.deleted_at is not null then 'WEBHOOK_DELETED'
    when w.suspended then 'WEBHOOK_SUSPENDED'
    when w.disabled_at is not null then 'WEBHOOK_DISABLED'
  end`;

/**
 * Ends due deliveries of a webhook if it must not receive requests any more: they become FAILED without a
 * request. Tests are ended only if the webhook was deleted. Leased deliveries are left to their process.
 * The state of the webhook and the deliveries are read at the same instant, so a delivery that was
 * published after the webhook was enabled is never ended.
 *
 * @returns how many were ended, at most 500; call again until it is 0.
 */
export async function endDeliveries(em: EntityManager, webhookId: string): Promise<number> {
  return em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    const { rows } = await sql<{ id: string; reason: DeliveryStatusReason }>`
      with webhook as materialized (
        select ${endReason} as reason from (select ${webhookId}::uuid as id) as given left join webhooks w using (id)
      ),
      due as (
        select delivery_id from delivery_queue
        where webhook_id = ${webhookId}::uuid and due_at <= now() and claim_token is null
          and case when trigger = 'TEST' then (select reason from webhook) = 'WEBHOOK_DELETED'
            else (select reason from webhook) is not null end
        order by due_at limit ${endedAtOnceMax}::int
        for update skip locked
      )
      delete from delivery_queue where delivery_id = any(array(select delivery_id from due))
      returning delivery_id as id, (select reason from webhook) as reason
    `.execute(kysely);
    const reason = rows[0]?.reason;
    for (const day of splitByDay(rows, (row) => row.id)) {
      await sql`
        with changed as (
          update deliveries set status = 'FAILED', status_reason = ${reason},
            updated_at = clock_timestamp()
          where id = any(${day.rows.map((row) => row.id)}::uuid[])
            and id between ${day.least}::uuid and ${day.greatest}::uuid
          returning id, workspace_id, webhook_id, trigger, status, updated_at,
            null::smallint as number, null::int as response_ms
        ),
        ${recordChanges}
        select 1
      `.execute(kysely);
    }
    return rows.length;
  });
}
