import { sql, type EntityManager } from '../db/index.ts';

/** Deletes all webhooks of a workspace that is being deleted: no more deliveries are made for them or sent to them. */
export async function deleteAllWebhooks(em: EntityManager, workspaceId: string): Promise<void> {
  await sql`
    -- In the order of \`recordHealth\`, so that the two cannot deadlock.
    with locked as (
      select id from webhooks where workspace_id = ${workspaceId} and deleted_at is null
      order by id for update
    )
    update webhooks set deleted_at = clock_timestamp() where id in (select id from locked)
  `.execute(em.getKysely());
}
