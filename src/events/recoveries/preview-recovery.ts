import { sql, type EntityManager } from '../../db/index.ts';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import { countedMax, timeOfId, type BoundedCount } from '../../kernel/index.ts';
import { requirePlanWithWebhooks } from '../../webhooks/index.ts';
import { readWorkspace } from '../../workspaces/index.ts';
import { estimateSeconds } from './estimate-seconds.ts';
import { checkRecoveryFilter, toScope } from './recovery-filter.ts';
import { searchFailed } from './search-failed.ts';
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
const scannedMax = { plain: 50_000, text: 5_000 };
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
  const rows = await countByWebhook(em, workspaceId, filter);
  const [oldestId] = rows.flatMap((row) => row.oldestId ?? []).sort();
  const counts = new Map(rows.map((row) => [row.webhookId, row.count]));
  return {
    count: {
      count: rows.reduce((sum, row) => sum + row.count, 0),
      isExact: rows.every((row) => row.isComplete),
    },
    oldestAt: oldestId === undefined ? null : timeOfId(oldestId),
    estimatedSeconds: await estimateSeconds(em, counts, deliveryPerWebhook),
  };
}

async function countByWebhook(
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<Row[]> {
  const scope = toScope(filter, lastId);
  const [webhookId, ...others] = scope.criteria.webhookIds ?? [];
  const readMax = scope.criteria.text === null ? scannedMax.plain : scannedMax.text;
  const search = {
    ...scope,
    workspaceId,
    webhookId: others.length === 0 ? (webhookId ?? null) : null,
    scannedMax: readMax,
    matchedMax: countedMax + 1,
    repeatsFrom: lastId,
  };
  const { rows } = await sql<Row>`
    with ${searchFailed(search)},
    counted as (select * from examined order by id limit ${sql.lit(countedMax)})
    select webhook_id as "webhookId",
      count(*) filter (where skip_reason is null)::int as count,
      (array_agg(id order by id) filter (where skip_reason is null))[1] as "oldestId",
      (select count(*) from scanned) < ${sql.lit(readMax)}
        and (select count(*) from examined) <= ${sql.lit(countedMax)} as "isComplete"
    from counted group by webhook_id
  `.execute(em.getKysely());
  return rows;
}

interface Row {
  webhookId: string;
  count: number;
  oldestId: string | null;
  /** The same in all rows. */
  isComplete: boolean;
}
