import { sql } from '../../../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../../../src/kernel/index.ts';
import type { TestApp } from '../../../kit/app.ts';

/** Failed deliveries to insert. */
interface Failed {
  workspaceId: string;
  /** An id of the API. */
  webhookId: string;
  count: number;
}

/** Inserts events of which each has one delivery, which FAILED after its last attempt. */
export async function insertFailed(
  { app }: TestApp,
  { workspaceId, webhookId, count }: Failed,
): Promise<void> {
  const uuid = decodeId(IdPrefix.webhook, webhookId);
  await sql`
    with failed as materialized (
      select new_id() as event_id, n from generate_series(1, ${count}::int) as n
    ),
    kept as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select event_id, ${workspaceId}, 'renter.created', '{"number":' || n || '}', now() from failed
    )
    insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger,
      status, status_reason, attempt_count, response_status, error_code, updated_at)
    select new_id(), event_id, ${uuid}::uuid, ${workspaceId}, 'renter.created', 'EVENT',
      'FAILED', 'ATTEMPTS_EXHAUSTED', 1, 500, 'HTTP_SERVER_ERROR', now()
    from failed order by n
  `.execute(app.database.em.fork().getKysely());
}

/** Counts how often recoveries sent each event to each webhook: the number of pairs by the number of deliveries. */
export async function countRecovered(
  { app }: TestApp,
  workspaceId: string,
): Promise<Record<number, number>> {
  const { rows } = await sql<{ times: number; pairs: number }>`
    select times, count(*)::int as pairs from (
      select count(*) filter (where trigger = 'RECOVERY')::int as times from deliveries
      where workspace_id = ${workspaceId} group by event_id, webhook_id
    ) as pair group by times
  `.execute(app.database.em.fork().getKysely());
  return Object.fromEntries(rows.map(({ times, pairs }) => [times, pairs]));
}
