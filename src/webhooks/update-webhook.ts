import type { EntityManager } from '../db/index.ts';
import { validateInput } from '../kernel/index.ts';
import { lockWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { createChangesSchema, type WebhookChanges } from './webhook-definition.ts';
import type { Webhook } from './webhook.entity.ts';

/**
 * Changes settings; a setting that is left out or null stays the same. A new URL clears `failingSince` and
 * the cool-down, because they belong to the previous receiver. Deliveries published, resent or retried
 * after this call use the new settings; those already in a node's memory use them within a second.
 *
 * @throws UserError listing every invalid setting, and NOT_FOUND.
 */
export async function updateWebhook(
  { policy }: Pick<WebhookDependencies, 'policy'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, ...input }: WebhookChanges & { webhookId: string },
): Promise<Webhook> {
  const changes = validateInput(createChangesSchema(policy), input);
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    if (changes.url != null && changes.url !== webhook.url) {
      webhook.failingSince = null;
      webhook.coolingDownUntil = null;
    }
    webhook.name = changes.name ?? webhook.name;
    webhook.url = changes.url ?? webhook.url;
    webhook.events = changes.events ?? webhook.events;
    webhook.timeoutSeconds = changes.timeoutSeconds ?? webhook.timeoutSeconds;
    return webhook;
  });
}
