import { sql, type EntityManager } from '../db/index.ts';
import { timeOfId } from '../kernel/index.ts';

/**
 * When the newest delivery of each of these webhooks (UUIDs) of one workspace was made, by UUID, in
 * one statement: one probe of `(webhook_id, id)` a webhook. One without deliveries is left out, as is
 * one of another workspace. The workspace is asked of the webhook alone: asked of the deliveries too,
 * it would tempt the planner to walk the whole log of a workspace for a webhook that is idle.
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
