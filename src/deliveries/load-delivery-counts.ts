import { sql, type EntityManager } from '../db/index.ts';
import { countedMax, toBoundedCount, type BoundedCount } from '../kernel/index.ts';

/** Delivery counts of one webhook, by state. */
export interface DeliveryCounts {
  /** The sum of the three counts, at most 2^53 - 1. */
  total: number;
  succeeded: number;
  failed: number;
  /** Not finished: waiting or in progress. */
  pending: BoundedCount;
}

/**
 * Loads the counts of many webhooks (UUIDs) of one workspace, by UUID. One statement reads them all, so
 * each delivery is counted exactly once. Finished deliveries come from the hourly counts, which outlive
 * the log. Webhooks of other workspaces are left out.
 *
 * Pending deliveries come from the queue. Leased ones are counted for all webhooks at once: there are
 * never more of them than all dispatchers hold in memory.
 */
export async function loadDeliveryCounts(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
): Promise<Map<string, DeliveryCounts>> {
  const { rows } = await sql<Row>`
    with leased as materialized (
      select webhook_id, count(*)::int as count from delivery_queue where claim_token is not null group by webhook_id
    )
    select w.id, h.succeeded, h.failed, waiting.count + coalesce(leased.count, 0) as pending
    from webhooks w
    cross join lateral (
      select coalesce(sum(succeeded_count), 0)::float8 as succeeded, coalesce(sum(failed_count), 0)::float8 as failed
      from webhook_hours
      where webhook_id = w.id
    ) h
    cross join lateral (
      select count(*)::int as count
      from (
        select from delivery_queue where webhook_id = w.id and claim_token is null
        limit ${countedMax + 1}::int
      ) as bounded
    ) waiting
    left join leased on leased.webhook_id = w.id
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId}
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, toCounts(row)]));
}

/** Sums are read as float8, since the driver returns a bigint as text. They are exact up to 2^53. */
interface Row {
  id: string;
  succeeded: number;
  failed: number;
  pending: number;
}

function toCounts(row: Row): DeliveryCounts {
  const [succeeded, failed] = [toSafe(row.succeeded), toSafe(row.failed)];
  const pending = toBoundedCount(row.pending);
  return { total: toSafe(succeeded + failed + pending.count), succeeded, failed, pending };
}

/** Limits a count to what `GraphQLSafeInt` can carry. */
function toSafe(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
