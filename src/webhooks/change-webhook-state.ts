import { afterCommit, type EntityManager } from '../db/index.ts';
import { lockWebhook, writeWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import { WebhookStatus, webhookStatusOf } from './webhook-status.ts';
import type { ShownWebhook } from './webhook.entity.ts';

/**
 * Pauses a webhook: deliveries are still created, but wait. Requests in flight finish. No effect on a
 * webhook that is already paused.
 *
 * @throws UserError NOT_FOUND.
 */
export async function pauseWebhook(
  { clock }: Pick<WebhookDependencies, 'clock'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<ShownWebhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.pausedAt ??= clock.now();
    return writeWebhook(transaction, webhook);
  });
}

/** A resumed webhook and the deliveries that waited; in a dry run, those that would be sent. */
export interface ResumedWebhook {
  webhook: ShownWebhook;
  waitingCount: number;
  oldestWaitingAt: Date | null;
}

/**
 * Resumes a paused webhook: its waiting deliveries are sent, and `failingSince` is cleared. Returns how
 * many deliveries waited; a dry run returns the same and changes nothing. If the webhook is not paused,
 * the count is 0 and nothing changes. If it is also disabled or suspended, the count is 0 and only the
 * pause ends, because deliveries of such a webhook end without a request.
 *
 * @throws UserError NOT_FOUND.
 */
export async function resumeWebhook(
  { wakeUps, countWaiting }: Pick<WebhookDependencies, 'wakeUps' | 'countWaiting'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId, dryRun }: { webhookId: string; dryRun?: boolean | null },
): Promise<ResumedWebhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    const isHeldByPause = webhookStatusOf(webhook) === WebhookStatus.PAUSED;
    const { count, oldestAt } = isHeldByPause
      ? await countWaiting(transaction, webhook.id)
      : { count: 0, oldestAt: null };
    if (webhook.pausedAt && !dryRun) {
      webhook.pausedAt = null;
      webhook.failingSince = null;
      wakeAfterCommit(transaction, wakeUps);
    }
    const written = await writeWebhook(transaction, webhook);
    return { webhook: written, waitingCount: count, oldestWaitingAt: oldestAt };
  });
}

/**
 * Enables a disabled webhook and clears `failingSince` and the cool-down. A pause or a suspension by the
 * plan stays in place.
 *
 * @throws UserError NOT_FOUND.
 */
export async function enableWebhook(
  { wakeUps }: Pick<WebhookDependencies, 'wakeUps'>,
  em: EntityManager,
  workspaceId: string,
  { webhookId }: { webhookId: string },
): Promise<ShownWebhook> {
  return em.transactional(async (transaction) => {
    const webhook = await lockWebhook(transaction, workspaceId, webhookId);
    webhook.disabledAt = null;
    webhook.disabledReason = null;
    webhook.failingSince = null;
    webhook.coolingDownUntil = null;
    wakeAfterCommit(transaction, wakeUps);
    return writeWebhook(transaction, webhook);
  });
}

/** Wakes the dispatchers after the outermost commit; before it they would not see the change. */
function wakeAfterCommit(em: EntityManager, wakeUps: WebhookDependencies['wakeUps']): void {
  afterCommit(em, {
    committed: () => wakeUps.wake('deliveries_due'),
    discarded: () => undefined,
  });
}
