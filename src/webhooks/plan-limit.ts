import { sql, type EntityManager } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';
import {
  lockWorkspace,
  plansWithWebhooks,
  webhookLimitOf,
  type OnPlanChanged,
  type Plan,
} from '../workspaces/index.ts';

/** @throws UserError PLAN_UPGRADE_REQUIRED, naming the plans with webhooks, if this one has none. */
export function requirePlanWithWebhooks(plan: Plan): void {
  if (webhookLimitOf(plan) !== 0) return;
  throw userError(
    UserErrorCode.PLAN_UPGRADE_REQUIRED,
    `Webhooks are available on the plans ${plansWithWebhooks.join(' and ')}; this workspace is on ${plan}.`,
  );
}

/**
 * Suspends the newest webhooks beyond the limit of the workspace's plan and reinstates the others;
 * nothing is deleted. Runs in the caller's transaction, which holds the lock on the workspace afterwards.
 */
export async function applyPlanLimit(em: EntityManager, workspaceId: string): Promise<void> {
  const { plan } = await lockWorkspace(em, workspaceId);
  const limit = webhookLimitOf(plan);
  await sql`
    with ranked as (
      select id, coalesce(row_number() over (order by id) > ${limit}::int, false) as beyond
      from webhooks
      where workspace_id = ${workspaceId} and deleted_at is null
    ),
    -- In the order of \`recordHealth\`, so that the two cannot deadlock.
    changed as (
      select w.id, ranked.beyond
      from webhooks w join ranked on ranked.id = w.id and ranked.beyond <> w.suspended
      order by w.id
      for update of w
    )
    update webhooks set suspended = changed.beyond, updated_at = now()
    from changed where webhooks.id = changed.id
  `.execute(em.getKysely());
}

/** Called by the workspaces feature in the transaction that changes a workspace's plan. */
export const onPlanChanged: OnPlanChanged = (em, workspace) => applyPlanLimit(em, workspace.id);
