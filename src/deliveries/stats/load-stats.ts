import { arrayOf, sql, type EntityManager } from '../../db/index.ts';
import { badInput } from '../../kernel/graphql/index.ts';
import { responseTimeColumns } from '../response-times.ts';

/** The counts of one bucket; buckets without records have none. */
export interface StatsRow {
  /** The place of the bucket, from 0. */
  place: number;
  /** The number of summed rows. */
  hours: number;
  succeeded: number;
  failed: number;
  retried: number;
  /** The number of responses by their times, in the order of `responseTimeColumns`. */
  responses: number[];
}

/**
 * Loads the statistics of many webhooks (UUIDs) of one workspace, by UUID, with one statement. Webhooks of other
 * workspaces are left out. Only the webhook is filtered by workspace, so that its hours are found by the primary key.
 *
 * @param bounds the hours since 1970 with which the buckets begin, and the hour with which the last one ends
 */
export async function loadWebhookStats(
  em: EntityManager,
  workspaceId: string,
  webhookIds: readonly string[],
  bounds: readonly number[],
): Promise<Map<string, StatsRow[]>> {
  const { rows } = await sql<StatsRow & { webhookId: string }>`
    select w.id as "webhookId", counts.*
    from webhooks w
    cross join lateral (${selectCounts(sql`webhook_id = w.id`, bounds)}) as counts
    where w.id = any(${[...webhookIds]}::uuid[]) and w.workspace_id = ${workspaceId}
  `.execute(em.getKysely());
  return Map.groupBy(rows, (row) => row.webhookId);
}

/** The most rows that are summed for a workspace, in about a second: 41 days of 1,000 webhooks that are always busy. */
export const hoursOfWorkspaceMax = 1_000_000;

/**
 * Loads the statistics of all webhooks of a workspace together, also of deleted ones. See `loadWebhookStats`.
 *
 * @param hoursMax bounds the hours of its webhooks
 * @throws GraphQLError BAD_USER_INPUT if there are more
 */
export async function loadWorkspaceStats(
  em: EntityManager,
  workspaceId: string,
  bounds: readonly number[],
  hoursMax: number = hoursOfWorkspaceMax,
): Promise<StatsRow[]> {
  const isOwn = sql`workspace_id = ${workspaceId}`;
  const { rows } = await selectCounts(isOwn, bounds, hoursMax + 1).execute(em.getKysely());
  if (rows.reduce((sum, { hours }) => sum + hours, 0) > hoursMax) {
    throw badInput('The workspace has too many results in this period. Ask for a shorter one.');
  }
  return rows;
}

/** Sums are read as float8, since the driver returns a bigint as text. They are exact up to 2^53. */
function selectCounts(
  condition: ReturnType<typeof sql>,
  bounds: readonly number[],
  rowsMax: number | null = null,
) {
  return sql<StatsRow>`
    select width_bucket(date_part('epoch', hour) / 3600, ${arrayOf('float8', bounds, (hour) => hour)}) - 1 as place,
      count(*)::int as hours,
      sum(succeeded_count)::float8 as succeeded, sum(failed_count)::float8 as failed,
      sum(retried_count)::float8 as retried, array[${responses}]::float8[] as responses
    from (
      select * from webhook_hours
      where ${condition} and hour >= ${toInstant(bounds.at(0))} and hour < ${toInstant(bounds.at(-1))}
      limit ${rowsMax}::int
    ) as found
    group by place
  `;
}

const responses = sql.join(responseTimeColumns.map((name) => sql`sum(${sql.ref(name)})`));

/** As a number: PostgreSQL has no text form for some of the years that a caller may ask for. */
function toInstant(hour: number | undefined) {
  return sql`to_timestamp(${hour}::float8 * 3600)`;
}
