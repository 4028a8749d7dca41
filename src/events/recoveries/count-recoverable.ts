import { sql, type EntityManager } from '../../db/index.ts';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import { countedMax, type BoundedCount } from '../../kernel/index.ts';
import { toScope } from './recovery-filter.ts';
import { skipReasons, type RecoverySkipReason, type SkippedCounts } from './recovery.ts';
import { isScannedToEnd, searchFailed, type FailedSearch } from './search-failed.ts';

/** The deliveries that a recovery would make and skip now. */
export interface Recoverable {
  count: BoundedCount;
  skippedCounts: SkippedCounts;
  webhooks: readonly RecoverableWebhook[];
}

/** The deliveries that would be made for a webhook. */
export interface RecoverableWebhook {
  webhookId: string;
  count: number;
  oldestId: string;
}

/** Failed deliveries that are read at most; with a text, each of them costs a search in its payload. */
const scannedMax = { plain: 50_000, text: 1_000 };
/** Later than all ids. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Counts the failed deliveries that match a checked filter. The count is exact if at most 10,000 match and all could be
 * read. Otherwise the oldest ones are counted.
 */
export async function countRecoverable(
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<Recoverable> {
  const search = toSearch(workspaceId, filter);
  const { rows } = await sql<Row>`
    with ${searchFailed(search)},
    counted as (
      select webhook_id, skip_reason, count(*)::int as count, (array_agg(id order by id))[1] as oldest_id
      from (select * from examined order by id limit ${sql.lit(countedMax)}) as oldest
      group by webhook_id, skip_reason
    )
    select webhook_id as "webhookId", skip_reason as "skipReason", count, oldest_id as "oldestId",
      ${isScannedToEnd(search)}
        and (select count(*) from examined) <= ${sql.lit(countedMax)} as "isComplete"
    from (select) as always left join counted on true
  `.execute(em.getKysely());
  const counted = rows.filter((row): row is Counted & Row => row.webhookId !== null);
  const webhooks = counted.filter(({ skipReason }) => skipReason === null);
  const skippedCounts = Object.fromEntries(
    skipReasons.map((reason) => [
      reason,
      sum(counted.filter(({ skipReason }) => skipReason === reason)),
    ]),
  ) as SkippedCounts;
  const count = { count: sum(webhooks), isExact: rows[0]?.isComplete ?? false };
  return { count, skippedCounts, webhooks };
}

/** The deliveries of a webhook that share a reason to be skipped, or that have none. */
type Counted = RecoverableWebhook & { skipReason: RecoverySkipReason | null };

/** The counts of a webhook, or none. */
type Row = (Counted | { webhookId: null }) & { isComplete: boolean };

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

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
