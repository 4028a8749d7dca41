import type { EntityManager } from '../../db/index.ts';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import { timeOfId } from '../../kernel/index.ts';
import { requirePlanWithWebhooks } from '../../webhooks/index.ts';
import { readWorkspace } from '../../workspaces/index.ts';
import { countRecoverable, type Recoverable } from './count-recoverable.ts';
import { estimateSeconds } from './estimate-seconds.ts';
import { checkRecoveryFilter } from './recovery-filter.ts';
import type { RecoveryDependencies } from './start-recovery.ts';

/** The deliveries that a recovery would send if it started now. */
export interface RecoveryPreview extends Pick<Recoverable, 'count' | 'skippedCounts'> {
  /** When the oldest of the counted deliveries was created; null when there are none. */
  oldestAt: Date | null;
  /** For the counted deliveries. */
  estimatedSeconds: number;
}

/**
 * Counts the deliveries that a recovery would make, as `countRecoverable`, and changes nothing.
 *
 * @throws UserError PLAN_UPGRADE_REQUIRED; as `checkRecoveryFilter`
 */
export async function previewRecovery(
  { clock, deliveryPerWebhook }: Pick<RecoveryDependencies, 'clock' | 'deliveryPerWebhook'>,
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<RecoveryPreview> {
  requirePlanWithWebhooks((await readWorkspace(em, workspaceId)).plan);
  await checkRecoveryFilter(em, workspaceId, filter, clock.now());
  const { count, skippedCounts, webhooks } = await countRecoverable(em, workspaceId, filter);
  const [oldestId] = webhooks.map((webhook) => webhook.oldestId).sort();
  return {
    ...{ count, skippedCounts },
    oldestAt: oldestId === undefined ? null : timeOfId(oldestId),
    estimatedSeconds: await estimateSeconds(
      em,
      new Map(webhooks.map((webhook) => [webhook.webhookId, webhook.count])),
      deliveryPerWebhook,
    ),
  };
}
