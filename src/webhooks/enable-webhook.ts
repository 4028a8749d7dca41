import type { EntityManager } from '../db/index.ts';
import { lockWebhook } from './find-webhook.ts';
import { wakeAfterCommit } from './wake-after-commit.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { Webhook } from './webhook.entity.ts';

/**
 * Takes back that we disabled a webhook, and clears its clock of failing and its cool-down. It stays paused
 * when it was paused, and suspended while the plan has no room for it.
 *
 * @throws UserError NOT_FOUND.
 */
export async function enableWebhook(
  { wakeUps }: Pick<WebhookDependencies, 'wakeUps'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<Webhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.disabledAt = null;
    webhook.disabledReason = null;
    webhook.failingSince = null;
    webhook.coolingDownUntil = null;
    wakeAfterCommit(transaction, wakeUps);
    return webhook;
  });
}
