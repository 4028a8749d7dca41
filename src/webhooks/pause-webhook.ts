import type { EntityManager } from '../db/index.ts';
import { lockWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { Webhook } from './webhook.entity.ts';

/**
 * Holds a webhook's deliveries back: they are made and wait. Requests in flight finish. A webhook
 * that is paused already stays as it is.
 *
 * @throws UserError NOT_FOUND.
 */
export async function pauseWebhook(
  { clock }: Pick<WebhookDependencies, 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<Webhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.pausedAt ??= clock.now();
    return webhook;
  });
}
