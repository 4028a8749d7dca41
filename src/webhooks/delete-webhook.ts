import type { EntityManager } from '../db/index.ts';
import { lockWorkspace } from '../workspaces/index.ts';
import { lockWebhook } from './find-webhook.ts';
import { applyPlanLimit } from './plan-limit.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';

/**
 * Deletes a webhook. Its log is kept, its waiting deliveries end without a request, and a webhook
 * suspended by the plan's limit is reinstated.
 *
 * @throws UserError NOT_FOUND, also for a webhook that is already deleted.
 */
export async function deleteWebhook(
  { clock }: Pick<WebhookDependencies, 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<void> {
  await em.transactional(async (transaction) => {
    // Lock the workspace before the webhook; this order prevents deadlocks.
    await lockWorkspace(transaction, workspaceId);
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.deletedAt = clock.now();
    await transaction.flush();
    await applyPlanLimit(transaction, workspaceId);
  });
}
