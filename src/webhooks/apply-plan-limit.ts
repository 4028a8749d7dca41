import { sql, type EntityManager } from '../db/index.ts';
import { lockWorkspace, webhookLimitOf, type OnPlanChanged } from '../workspaces/index.ts';

/**
 * Suspends the newest webhooks beyond the limit of the workspace's plan and brings the others back;
 * nothing is deleted. Runs in the caller's transaction, which from here on holds the workspace's lock.
 */
export async function applyPlanLimit(em: EntityManager, workspaceId: string): Promise<void> {
  const { plan } = await lockWorkspace(em, workspaceId);
  const limit = webhookLimitOf(plan);
  await sql`
    update webhooks
    set suspended = ranked.beyond, updated_at = now()
    from (
      select id, coalesce(row_number() over (order by id) > ${limit}::int, false) as beyond
      from webhooks
      where workspace_id = ${workspaceId} and deleted_at is null
    ) as ranked
    where webhooks.id = ranked.id and webhooks.suspended <> ranked.beyond
  `.execute(em.getKysely());
}

/** What the workspaces feature calls in the transaction that gave a workspace another plan. */
export const onPlanChanged: OnPlanChanged = (em, workspace) => applyPlanLimit(em, workspace.id);
