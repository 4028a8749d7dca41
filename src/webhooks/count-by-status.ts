import { sql, toDate, type EntityManager } from '../db/index.ts';
import { webhookStatusOf } from './webhook-status.ts';

/** The webhooks of a workspace that are not deleted, by status. */
export interface WebhookCounts {
  active: number;
  paused: number;
  disabled: number;
  suspended: number;
  /** Of the active ones, those with a failure and no success since. */
  failing: number;
  total: number;
}

/** Counts the webhooks of a workspace by status. */
export async function countByStatus(
  em: EntityManager,
  workspaceId: string,
): Promise<WebhookCounts> {
  const { rows } = await sql<Row>`
    select suspended, max(disabled_at) as "disabledAt", max(paused_at) as "pausedAt",
      count(*)::int as count, count(failing_since)::int as failing
    from webhooks
    where workspace_id = ${workspaceId} and deleted_at is null
    group by suspended, disabled_at is null, paused_at is null
  `.execute(em.getKysely());
  const counts = { ACTIVE: 0, PAUSED: 0, DISABLED: 0, SUSPENDED: 0, failing: 0 };
  for (const row of rows) {
    const [disabledAt, pausedAt] = [toDate(row.disabledAt), toDate(row.pausedAt)];
    const status = webhookStatusOf({ suspended: row.suspended, disabledAt, pausedAt });
    counts[status] += row.count;
    if (status === 'ACTIVE') counts.failing += row.failing;
  }
  return {
    active: counts.ACTIVE,
    paused: counts.PAUSED,
    disabled: counts.DISABLED,
    suspended: counts.SUSPENDED,
    failing: counts.failing,
    total: rows.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The webhooks with the same three facts: they have the same status. */
interface Row {
  suspended: boolean;
  disabledAt: string | null;
  pausedAt: string | null;
  count: number;
  failing: number;
}
