import { sql, type EntityManager } from '../../db/index.ts';

/** Hours before the present one that count. With the present one, they are the last 23 to 24 hours. */
const hoursBefore = 23;

/**
 * Failed ÷ finished deliveries of this UTC hour and the 23 before it, from 0 to 1; null when none finished. An SQL
 * expression over rows of `webhook_hours` that match `isRecent`.
 */
const rate = sql`sum(failed_count)::float8 / nullif(sum(failed_count) + sum(succeeded_count), 0)`;
const isRecent = sql`hour >= date_trunc('hour', now(), 'UTC') - make_interval(hours => ${sql.lit(hoursBefore)})`;

/** Loads the rates of many webhooks (UUIDs) of one workspace, by UUID, with one statement; see `loadWebhookStats`. */
export async function loadFailureRates(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; rate: number | null }>`
    select w.id, hours.rate
    from webhooks w
    cross join lateral (
      select ${rate} as rate from webhook_hours where webhook_id = w.id and ${isRecent}
    ) as hours
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId} and hours.rate is not null
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, row.rate ?? 0]));
}

/** Loads the rate of all webhooks of a workspace together, also of deleted ones; null when no delivery finished. */
export async function loadFailureRate(
  em: EntityManager,
  workspaceId: string,
): Promise<number | null> {
  const { rows } = await sql<{ rate: number | null }>`
    select ${rate} as rate from webhook_hours where workspace_id = ${workspaceId} and ${isRecent}
  `.execute(em.getKysely());
  return rows[0]?.rate ?? null;
}
