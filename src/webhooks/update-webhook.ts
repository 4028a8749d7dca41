import type { EntityManager } from '../db/index.ts';
import { validateInput } from '../kernel/index.ts';
import { lockWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { createChangesSchema, type WebhookChanges } from './webhook-settings.ts';
import type { Webhook } from './webhook.entity.ts';

/**
 * Changes settings; what is left out or null stays as it is. A new URL clears the clock of failing and
 * the cool-down, since it was another receiver that failed or asked for it. What is published, resent or
 * retried after the answer uses the new settings; what a node holds in memory uses them within a second.
 *
 * @throws UserError for settings that are not allowed (all of them at once) and NOT_FOUND.
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
