import { sql, type EntityManager } from '../../db/index.ts';

/** More are not looked up one by one. Reading their ids takes a few milliseconds. */
const pendingMax = 5_000;

/**
 * Finds the unfinished deliveries of the workspace (UUIDs) in the queue, which has no others. Null if there are more
 * than 5,000.
 *
 * @param webhookIds UUIDs; null for all webhooks of the workspace
 */
export async function findPending(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[] | null,
): Promise<string[] | null> {
  const isWanted = webhookIds ? sql`id = any(${[...webhookIds]}::uuid[])` : sql`true`;
  // Leased ones are read for all webhooks at once: there are never more of them than all dispatchers hold in memory.
  const { rows } = await sql<{ id: string }>`
    with webhook as materialized (
      select id from webhooks where workspace_id = ${workspaceId} and ${isWanted}
    )
    select id from (
      select waiting.id from webhook cross join lateral (
        select delivery_id as id from delivery_queue
        where webhook_id = webhook.id and claim_token is null
        limit ${pendingMax + 1}::int
      ) as waiting
      union all
      select delivery_id from delivery_queue
      where claim_token is not null and workspace_id = ${workspaceId}
        and webhook_id in (select id from webhook)
    ) as pending
    limit ${pendingMax + 1}::int
  `.execute(em.getKysely());
  return rows.length > pendingMax ? null : rows.map(({ id }) => id);
}
