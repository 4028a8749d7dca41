import { sql, type EntityManager } from '../db/index.ts';

/**
 * Deletes the states of webhooks that ended before the oldest day whose events are kept. The one that was valid at that
 * time and all later ones stay, also of deleted webhooks.
 */
export async function pruneWebhookStates(em: EntityManager): Promise<void> {
  await sql`
    delete from webhook_states old
    where exists (
      select from webhook_states next
      where next.webhook_id = old.webhook_id and next.begins_at > old.begins_at
        and next.begins_at < (
          select min(to_date(right(relname, 8), 'YYYYMMDD'))::timestamp at time zone 'UTC'
          from pg_inherits join pg_class on pg_class.oid = inhrelid
          where inhparent = to_regclass('events')
        )
    )
  `.execute(em.getKysely());
}
