import { sql } from '../db/index.ts';
import { responseTimeBounds, responseTimeColumns } from './response-times.ts';

/** The counts of finished deliveries, of retries, and of responses by their times. */
const counts: Readonly<Record<string, ReturnType<typeof sql>>> = {
  succeeded_count: sql`status = 'SUCCEEDED'`,
  failed_count: sql`status = 'FAILED'`,
  retried_count: sql`status = 'PENDING'`,
  ...Object.fromEntries(
    responseTimeColumns.map((name, place) => [name, sql`bucket = ${sql.lit(place)}`]),
  ),
};
const names = Object.keys(counts);
const columns = sql.join(names.map((name) => sql.ref(name)));
const values = sql.join(
  Object.values(counts).map((condition) => sql`count(*) filter (where ${condition})`),
);
const sums = sql.join(
  names.map((name) => sql`${sql.ref(name)} = known.${sql.ref(name)} + excluded.${sql.ref(name)}`),
);
const isFailure = sql`error_code <> 'OUTCOME_UNKNOWN' and trigger <> 'TEST'`;
const isLater = sql`excluded.last_failed_at >= coalesce(known.last_failed_at, '-infinity')`;

/** A column of the failure that ended last. Two with the same time are told apart by their deliveries. */
function ofLastFailure(name: 'id' | 'number') {
  return sql`(array_agg(${sql.ref(name)} order by ended_at desc, id) filter (where ${isFailure}))[1]`;
}

/**
 * Common table expressions for every statement that changes deliveries. They read `changed` (id,
 * workspace_id, webhook_id, trigger, status, updated_at; number, ended_at, error_code and response_ms of the attempt, null
 * without an attempt, error or response) and write one change row per workspace, for the live stream, and the hourly counts.
 * With the status null, only the attempt is counted.
 *
 * Everything is counted in the hour of the record. Tests are counted, but are neither the last success nor the last
 * failure of a webhook: they say nothing about its health. An unknown outcome is no failure either. A failure that is
 * recorded late does not take the place of one that ended after it.
 */
export const recordChanges = sql`
  changes as (
    insert into delivery_changes (workspace_id, delivery_ids)
    select workspace_id, array_agg(id) from changed group by workspace_id
  ),
  counted as (
    select *, date_trunc('hour', updated_at) as hour,
      width_bucket(response_ms - 1, ${sql.lit(`{${responseTimeBounds.join()}}`)}::int[]) as bucket
    from changed
  ),
  hours as (
    insert into webhook_hours as known (webhook_id, hour, workspace_id, last_succeeded_at,
      last_failed_at, last_failed_delivery_id, last_failed_number, ${columns})
    select webhook_id, hour, workspace_id,
      max(updated_at) filter (where status = 'SUCCEEDED' and trigger <> 'TEST'),
      max(ended_at) filter (where ${isFailure}), ${ofLastFailure('id')}, ${ofLastFailure('number')},
      ${values}
    from counted
    group by webhook_id, hour, workspace_id
    order by webhook_id, hour
    on conflict (webhook_id, hour) do update set
      last_succeeded_at = greatest(known.last_succeeded_at, excluded.last_succeeded_at),
      last_failed_at = greatest(known.last_failed_at, excluded.last_failed_at),
      last_failed_delivery_id = case when ${isLater} then excluded.last_failed_delivery_id else known.last_failed_delivery_id end,
      last_failed_number = case when ${isLater} then excluded.last_failed_number else known.last_failed_number end,
      ${sums}
  )`;
