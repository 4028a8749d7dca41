import { AccessError } from '../kernel/index.ts';
import { findWebhook, type ShownWebhook } from '../webhooks/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';

/**
 * Finds the webhook of a subscription by its API id.
 *
 * @throws AccessError NOT_FOUND for a webhook that is deleted, unknown or not in the workspace
 */
export async function requireWebhook(
  { em, viewer }: AuthorizedContext,
  webhookId: string,
): Promise<ShownWebhook> {
  const webhook = await findWebhook(em, viewer.workspaceId, webhookId);
  if (!webhook) throw new AccessError('NOT_FOUND', 'There is no such webhook in this workspace.');
  return webhook;
}
