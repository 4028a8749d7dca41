import type { EntityManager } from '../db/index.ts';
import { lockWebhook, writeWebhook } from './find-webhook.ts';
import type { ShownWebhook } from './webhook.entity.ts';

/**
 * Ends the previous secret of a webhook before its time: only the present one signs. No effect on a webhook with one
 * secret.
 *
 * @throws UserError NOT_FOUND.
 */
export async function endPreviousSecret(
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<ShownWebhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.previousSecret = null;
    webhook.previousSecretEndsAt = null;
    return writeWebhook(transaction, webhook);
  });
}
