import { sql, type EntityManager } from '../db/index.ts';
import { countedMax, toBoundedCount, type BoundedCount } from './count-waiting.ts';

/** How the deliveries of one webhook stand. */
export interface DeliveryCounts {
  /** The sum of the others, at most 2^53 - 1. */
  total: number;
  succeeded: number;
  failed: number;
  /** What is not finished. */
  pending: BoundedCount;
}

/**
 * The counts of many webhooks (UUIDs) of one workspace, by UUID, in one statement and thus of one
 * instant: a delivery is counted in exactly one of them. What has ended comes from the hourly counts,
 * which outlive the log. A webhook of another workspace is left out.
 *
 * What is leased is counted for all webhooks at once: it is no more than all dispatchers hold in
 * memory, and asked webhook by webhook it would tempt the planner to walk a webhook's whole log.
 */
export async function loadDeliveryCounts(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
): Promise<Map<string, DeliveryCounts>> {
  const { rows } = await sql<Row>`
    with leased as materialized (
      select webhook_id, count(*)::int as count from deliveries where claim_token is not null group by webhook_id
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
        select from deliveries where webhook_id = w.id and due_at is not null and claim_token is null
        limit ${countedMax + 1}::int
      ) as bounded
    ) waiting
    left join leased on leased.webhook_id = w.id
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId}
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, toCounts(row)]));
}

/** Sums are read as float8, since the driver gives a bigint as text; they are exact up to 2^53. */
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

/** No count is too large to be told. */
function toSafe(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}
