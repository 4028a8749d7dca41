import type { EntityManager } from '../db/index.ts';
import { lockWebhook } from './find-webhook.ts';
import type { WebhookDependencies } from './webhook-dependencies.ts';
import type { Webhook } from './webhook.entity.ts';
import { wakeAfterCommit } from './wake-after-commit.ts';
import { WebhookStatus, webhookStatusOf } from './webhook-status.ts';

/** What a resume lets go, or would. */
export interface ResumedWebhook {
  webhook: Webhook;
  waitingCount: number;
  oldestWaitingAt: Date | null;
}

/**
 * Lets a paused webhook's deliveries go, and clears its clock of failing. The answer tells what was
 * waiting; a dry run tells the same and changes nothing. A webhook that is not paused stays as it is,
 * and nothing waits for the call: what is due there is a retry, or on its way. Nothing goes either while the
 * webhook is disabled or suspended, since what waits there is ended; it is not paused any more then.
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
    if (!webhook.pausedAt) return { webhook, waitingCount: 0, oldestWaitingAt: null };
    const isHeldByPause = webhookStatusOf(webhook) === WebhookStatus.PAUSED;
    const { count, oldestAt } = isHeldByPause
      ? await countWaiting(transaction, webhook.id)
      : { count: 0, oldestAt: null };
    if (!dryRun) {
      webhook.pausedAt = null;
      webhook.failingSince = null;
      wakeAfterCommit(transaction, wakeUps);
    }
    return { webhook, waitingCount: count, oldestWaitingAt: oldestAt };
  });
}
