import { sql, type EntityManager } from '../db/index.ts';

/**
 * Deletes change rows older than 24 hours, of deliveries and webhooks, and notes the last transaction among them:
 * subscribers that continue from an earlier cursor are told that there is a gap.
 */
export async function pruneChanges(em: EntityManager): Promise<void> {
  await sql`
    with deliveries_deleted as (
      delete from delivery_changes where created_at < now() - interval '24 hours' returning xid
    ),
    webhooks_deleted as (
      delete from webhook_changes where created_at < now() - interval '24 hours' returning xid
    ),
    newest as (
      select xid from (select xid from deliveries_deleted union all select xid from webhooks_deleted) deleted
      order by xid desc limit 1
    )
    update database_epochs set changes_deleted_to = greatest(changes_deleted_to, newest.xid) from newest
  `.execute(em.getKysely());
}
