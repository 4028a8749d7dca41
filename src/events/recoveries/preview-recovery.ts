import { sql, type EntityManager } from '../../db/index.ts';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import { countedMax, timeOfId, type BoundedCount } from '../../kernel/index.ts';
import { requirePlanWithWebhooks } from '../../webhooks/index.ts';
import { readWorkspace } from '../../workspaces/index.ts';
import { estimateSeconds } from './estimate-seconds.ts';
import { checkRecoveryFilter, toScope } from './recovery-filter.ts';
import { isScannedToEnd, searchFailed, type FailedSearch } from './search-failed.ts';
import type { RecoveryDependencies } from './start-recovery.ts';

/** What a recovery would send if it started now. */
export interface RecoveryPreview {
  count: BoundedCount;
  /** When the oldest of the counted deliveries was created; null when there are none. */
  oldestAt: Date | null;
  /** For the counted deliveries. */
  estimatedSeconds: number;
}

/** Failed deliveries that are read at most; with a text, each of them costs a search in its payload. */
const scannedMax = { plain: 50_000, text: 1_000 };
/** Later than all ids. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Counts the deliveries that a recovery would make, and changes nothing. The count is exact if at most 10,000 failed
 * deliveries match and all could be read. Otherwise it is the count of the oldest ones.
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
  checkRecoveryFilter(filter, clock.now());
  const { webhooks, isComplete } = await countByWebhook(em, workspaceId, filter);
  const [oldestId] = webhooks.map((webhook) => webhook.oldestId).sort();
  return {
    count: { count: sum(webhooks.map((webhook) => webhook.count)), isExact: isComplete },
    oldestAt: oldestId === undefined ? null : timeOfId(oldestId),
    estimatedSeconds: await estimateSeconds(
      em,
      new Map(webhooks.map((webhook) => [webhook.webhookId, webhook.count])),
      deliveryPerWebhook,
    ),
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The deliveries that would be made for a webhook. */
interface CountedWebhook {
  webhookId: string;
  count: number;
  oldestId: string;
}

async function countByWebhook(
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<{ webhooks: CountedWebhook[]; isComplete: boolean }> {
  const search = toSearch(workspaceId, filter);
  const { rows } = await sql<Row>`
    with ${searchFailed(search)},
    counted as (
      select webhook_id, count(*)::int as count, (array_agg(id order by id))[1] as oldest_id
      from (select * from examined order by id limit ${sql.lit(countedMax)}) as oldest
      where skip_reason is null group by webhook_id
    )
    select webhook_id as "webhookId", count, oldest_id as "oldestId",
      ${isScannedToEnd(search)}
        and (select count(*) from examined) <= ${sql.lit(countedMax)} as "isComplete"
    from (select) as always left join counted on true
  `.execute(em.getKysely());
  const webhooks = rows.filter((row): row is CountedWebhook & Row => row.webhookId !== null);
  return { webhooks, isComplete: rows[0]?.isComplete ?? false };
}

/** One webhook, or none. */
type Row = (CountedWebhook | { webhookId: null }) & { isComplete: boolean };

function toSearch(workspaceId: string, filter: DeliveryFilter): FailedSearch {
  const scope = toScope(filter, lastId);
  const [webhookId = null, ...others] = scope.criteria.webhookIds ?? [];
  return {
    ...scope,
    workspaceId,
    webhookId: others.length === 0 ? webhookId : null,
    scannedMax: scope.criteria.text === null ? scannedMax.plain : scannedMax.text,
    matchedMax: countedMax + 1,
    repeatsFrom: lastId,
  };
}
