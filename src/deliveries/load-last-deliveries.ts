import { sql, type EntityManager } from '../db/index.ts';
import { timeOfId } from '../kernel/index.ts';

/**
 * Loads when the newest delivery of each of these webhooks (UUIDs) was created, by UUID. One statement,
 * with one lookup in the index `(webhook_id, id)` per webhook. Webhooks without deliveries or of another
 * workspace are left out. Only the webhook is filtered by workspace: with that filter on deliveries, the
 * planner might read the whole log of the workspace for an idle webhook.
 */
export async function loadLastDeliveries(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
): Promise<Map<string, Date>> {
  const { rows } = await sql<{ webhookId: string; id: string }>`
    select w.id as "webhookId", newest.id
    from webhooks w
    cross join lateral (
      select id from deliveries where webhook_id = w.id order by id desc limit 1
    ) newest
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId}
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.webhookId, timeOfId(row.id)]));
}
