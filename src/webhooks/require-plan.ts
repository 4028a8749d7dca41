import { UserErrorCode, userError } from '../kernel/index.ts';
import { plansWithWebhooks, webhookLimitOf, type Plan } from '../workspaces/index.ts';

/** @throws UserError PLAN_UPGRADE_REQUIRED, naming the plans that have webhooks, when this one has none. */
export function requirePlanWithWebhooks(plan: Plan): void {
  if (webhookLimitOf(plan) !== 0) return;
  throw userError(
    UserErrorCode.PLAN_UPGRADE_REQUIRED,
    `Webhooks come with the plans ${plansWithWebhooks.join(' and ')}; this workspace is on ${plan}.`,
  );
}
