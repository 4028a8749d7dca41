import { sql, type EntityManager } from '../db/index.ts';

/** As long as events are kept: 30 days like deliveries, and 7 more. */
export const statesKeptDays = 37;

/**
 * Deletes the states of webhooks that ended before the oldest event. The one that was valid at that time and all later
 * ones stay, also of deleted webhooks.
 */
export async function pruneWebhookStates(em: EntityManager): Promise<void> {
  await sql`
    delete from webhook_states old
    where exists (
      select from webhook_states next
      where next.webhook_id = old.webhook_id and next.begins_at > old.begins_at
        and next.begins_at < now() - interval '1 day' * ${statesKeptDays}::int
    )
  `.execute(em.getKysely());
}
