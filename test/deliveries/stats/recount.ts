import type { DeliveryDatabase } from '../fixture/delivery-database.ts';

/** Counts of a day, by the log itself. */
export interface RecountedDay {
  /** `2026-03-29` */
  date: string;
  succeededCount: number;
  failedCount: number;
  retriedCount: number;
  /** Exact; null without responses. */
  percentiles: number[] | null;
}

/** The rows to count. */
export interface Recount {
  workspace: string;
  /** Null for all webhooks of the workspace. */
  webhook: string | null;
  /** Null to count all days as one. */
  timeZone: string | null;
}

/**
 * Counts deliveries and attempts of the log by the local date on which their UTC hour begins. An attempt counts when it
 * starts, so a test must record it in the same hour.
 */
export function readDays(
  database: DeliveryDatabase,
  { workspace, webhook, timeZone }: Recount,
): Promise<RecountedDay[]> {
  const date =
    timeZone === null ? `'all'` : `to_char(hour at time zone '${timeZone}', 'YYYY-MM-DD')`;
  const isWanted = `workspace_id = '${workspace}' ${webhook === null ? '' : `and webhook_id = '${webhook}'`}`;
  return database.query<RecountedDay>(`
    with ended as (
      select updated_at as at, status, 'ended' as kind, null::int as ms from deliveries
      where ${isWanted} and status <> 'PENDING'
    ),
    attempted as (
      select started_at, status,
        case when status = 'PENDING' or status_reason = 'WEBHOOK_DISABLED' or number < attempt_count
          then 'retried' else 'last' end,
        case when a.response_status is not null then duration_ms end
      from attempts a join deliveries d on d.id = delivery_id where ${isWanted}
    ),
    facts as (
      select *, date_trunc('hour', at, 'UTC') as hour from (select * from ended union all select * from attempted) as f
    )
    select ${date} as date,
      count(*) filter (where kind = 'ended' and status = 'SUCCEEDED')::int as "succeededCount",
      count(*) filter (where kind = 'ended' and status = 'FAILED')::int as "failedCount",
      count(*) filter (where kind = 'retried')::int as "retriedCount",
      percentile_disc(array[0.5, 0.95, 0.99]) within group (order by ms) as percentiles
    from facts group by 1`);
}
