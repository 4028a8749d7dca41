import { sql } from '../db/index.ts';

/**
 * Common table expressions for every statement that changes deliveries. They read `changed` (id,
 * workspace_id, webhook_id, status) and write one change row per workspace, for the live stream, and
 * the hourly counts of finished deliveries.
 */
export const recordChanges = sql`
  changes as (
    insert into delivery_changes (workspace_id, delivery_ids)
    select workspace_id, array_agg(id) from changed group by workspace_id
  ),
  hours as (
    insert into webhook_hours as known (webhook_id, hour, workspace_id, succeeded_count, failed_count)
    select webhook_id, date_trunc('hour', now()), workspace_id,
      count(*) filter (where status = 'SUCCEEDED'), count(*) filter (where status = 'FAILED')
    from changed where status <> 'PENDING'
    group by webhook_id, workspace_id
    order by webhook_id
    on conflict (webhook_id, hour) do update set
      succeeded_count = known.succeeded_count + excluded.succeeded_count,
      failed_count = known.failed_count + excluded.failed_count
  )`;
