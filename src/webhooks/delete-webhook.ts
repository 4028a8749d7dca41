import type { EntityManager } from '../db/index.ts';
import { lockWorkspace } from '../workspaces/index.ts';
import { applyPlanLimit } from './apply-plan-limit.ts';
import { lockWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';

/**
 * Deletes a webhook for its users. Its log is kept, what waits there is ended without a request, and
 * a webhook that was beyond the plan's limit comes back in its place.
 *
 * @throws UserError NOT_FOUND; deleting twice is one of its causes.
 */
export async function deleteWebhook(
  { clock }: Pick<WebhookDependencies, 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<void> {
  await em.transactional(async (transaction) => {
    // Before the webhook's own row: whoever locks both takes them in this order.
    await lockWorkspace(transaction, workspaceId);
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.deletedAt = clock.now();
    await transaction.flush();
    await applyPlanLimit(transaction, workspaceId);
  });
}
