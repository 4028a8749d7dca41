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

/**
 * Common table expressions for every statement that changes deliveries. They read `changed` (id,
 * workspace_id, webhook_id, trigger, status, updated_at; number, error_code and response_ms of the attempt, null without
 * an attempt, error or response) and write one change row per workspace, for the live stream, and the hourly counts.
 * With the status null, only the attempt is counted.
 *
 * Everything is counted in the hour of the record. Tests are counted, but are neither the last success nor the last
 * failure of a webhook: they say nothing about its health. An unknown outcome is no failure either.
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
      last_failed_delivery_id, last_failed_number, ${columns})
    select webhook_id, hour, workspace_id,
      max(updated_at) filter (where status = 'SUCCEEDED' and trigger <> 'TEST'),
      (array_agg(id) filter (where ${isFailure}))[1],
      (array_agg(number) filter (where ${isFailure}))[1],
      ${values}
    from counted
    group by webhook_id, hour, workspace_id
    order by webhook_id, hour
    on conflict (webhook_id, hour) do update set
      last_succeeded_at = greatest(known.last_succeeded_at, excluded.last_succeeded_at),
      last_failed_delivery_id = coalesce(excluded.last_failed_delivery_id, known.last_failed_delivery_id),
      last_failed_number = coalesce(excluded.last_failed_number, known.last_failed_number),
      ${sums}
  )`;
