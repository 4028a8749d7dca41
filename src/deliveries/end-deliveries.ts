import { sql, type EntityManager } from '../db/index.ts';
import { isBeingDeleted } from '../workspaces/index.ts';
import { endDay, endedAtOnceMax, type Ending } from './end-listed.ts';
import { splitByDay } from './split-by-day.ts';

/**
 * Why the deliveries of a webhook must be ended without a request; null if they may be sent. An SQL expression
 * over a row `w` of `webhooks`, left joined: deliveries of a missing webhook are ended too.
 */
export const endReason = sql`case
    when w.deleted_at is not null and ${isBeingDeleted(sql`w.workspace_id`)} then 'WORKSPACE_DELETED'
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
    const { rows } = await sql<Ending>`
      with webhook as materialized (
        select ${endReason} as reason from (select ${webhookId}::uuid as id) as given left join webhooks w using (id)
      ),
      due as (
        select delivery_id from delivery_queue
        where webhook_id = ${webhookId}::uuid and due_at <= now() and claim_token is null
          and case when trigger = 'TEST' then (select reason from webhook) in ('WEBHOOK_DELETED', 'WORKSPACE_DELETED')
            else (select reason from webhook) is not null end
        order by due_at limit ${endedAtOnceMax}::int
        for update skip locked
      )
      delete from delivery_queue where delivery_id = any(array(select delivery_id from due))
      returning delivery_id as id, (select reason from webhook) as reason
    `.execute(transaction.getKysely());
    for (const day of splitByDay(rows, ({ id }) => id)) await endDay(transaction, day);
    return rows.length;
  });
}
