import type { EntityManager } from '../db/index.ts';
import { UserErrorCode, userError, validateInput } from '../kernel/index.ts';
import { lockWebhook, writeWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { createChangesSchema, type WebhookChanges } from './webhook-definition.ts';
import type { ShownWebhook, Webhook } from './webhook.entity.ts';

/** Input of `updateWebhook`. */
export interface WebhookUpdate extends WebhookChanges {
  /** API id. */
  webhookId: string;
  /** The revision that the caller has seen; the update fails if it is not the present one. Left out: any. */
  version?: number | null;
  /** Checks everything and changes nothing. */
  dryRun?: boolean | null;
}

/**
 * Changes settings; a setting that is left out or null stays the same. A new URL clears `failingSince` and
 * the cool-down, because they belong to the previous receiver. Deliveries published, resent or retried
 * after this call use the new settings; those already in a node's memory use them within a second.
 *
 * @returns the webhook after the change; unchanged in a dry run
 * @throws UserError listing every invalid setting, NOT_FOUND, and CONFLICT on `version`.
 */
export async function updateWebhook(
  { policy }: Pick<WebhookDependencies, 'policy'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, version, dryRun, ...input }: WebhookUpdate,
): Promise<ShownWebhook> {
  const changes = validateInput(createChangesSchema(policy), input);
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    if (version != null) requireRevision(webhook, version);
    if (!dryRun) applyChanges(webhook, changes);
    return writeWebhook(transaction, webhook);
  });
}

function requireRevision({ revision }: Webhook, seen: number): void {
  if (revision === seen) return;
  const message = `The webhook has changed: its version is ${revision}. Read it again, then repeat the update.`;
  throw userError(UserErrorCode.CONFLICT, message, 'version');
}

function applyChanges(webhook: Webhook, changes: WebhookChanges): void {
  if (changes.url != null && changes.url !== webhook.url) {
    webhook.failingSince = null;
    webhook.coolingDownUntil = null;
  }
  webhook.name = changes.name ?? webhook.name;
  webhook.url = changes.url ?? webhook.url;
  webhook.events = changes.events ?? webhook.events;
  webhook.timeoutSeconds = changes.timeoutSeconds ?? webhook.timeoutSeconds;
  // An empty description removes it.
  if (changes.description != null) webhook.description = changes.description || null;
}
