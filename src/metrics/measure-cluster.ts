import {
  partitionsAheadSeconds,
  secondsSinceSuccess,
  sql,
  type Database,
  type EntityManager,
} from '../db/index.ts';

/** Figures of the database, the same for all nodes. Figures that another version did not measure are missing. */
export interface ClusterFigures {
  readyCount: number;
  leasedCount: number;
  /** Null when nothing is ready. */
  oldestReadySeconds: number | null;
  failingCount: number;
  coolingDownCount: number;
  disabledGoneCount: number;
  disabledFailingCount: number;
  /** Null when this role can see no other session with a snapshot. */
  oldestSnapshotSeconds: number | null;
  partitionsAheadSeconds: number;
  /** Null before the first try. */
  retentionSuccessSeconds: number | null;
}

/** The row that all nodes share. */
export interface SharedFigures {
  /** Empty before the first measurement. */
  figures: Partial<ClusterFigures>;
  /** Age of the figures; null before the first measurement. */
  ageSeconds: number | null;
  /** The database's clock, in Unix milliseconds. */
  databaseMs: number;
}

/** Older figures are measured again, by one node for all. */
const freshSeconds = 15;

/** Reads the row of figures. */
export async function readFigures(em: EntityManager): Promise<SharedFigures> {
  const { rows } = await sql<{ text: string; ageSeconds: number | null; databaseMs: number }>`
    select figures::text as text,
      extract(epoch from clock_timestamp() - measured_at)::float8 as "ageSeconds",
      extract(epoch from clock_timestamp())::float8 * 1000 as "databaseMs"
    from cluster_figures
  `.execute(em.getKysely());
  const [row] = rows;
  if (!row) throw new Error('The row of the table cluster_figures is missing.');
  const { text, ageSeconds, databaseMs } = row;
  return { figures: JSON.parse(text) as Partial<ClusterFigures>, ageSeconds, databaseMs };
}

/**
 * Measures when the figures are older than 15 s and no other node is measuring.
 *
 * @returns whether this node has measured
 */
export async function refreshFigures(database: Database): Promise<boolean> {
  return database.em.fork().transactional(async (em) => {
    const kysely = em.getKysely();
    const { rows } = await sql`
      select 1 from cluster_figures
      where measured_at is null or measured_at < clock_timestamp() - make_interval(secs => ${freshSeconds}::int)
      for update skip locked
    `.execute(kysely);
    if (rows.length === 0) return false;
    const figures = { ...(await measureRest(em)), ...(await measureDeliveries(em)) };
    await sql`
      update cluster_figures
      set figures = ${JSON.stringify(figures)}::jsonb, measured_at = clock_timestamp()
    `.execute(kysely);
    return true;
  });
}

type DeliveryFigures = Pick<ClusterFigures, 'readyCount' | 'leasedCount' | 'oldestReadySeconds'>;

/** The most rows counted in all and for one webhook; about 0.1 s. */
const rowsMax = { ofAll: 100_000, ofWebhook: 10_000 };
/** The most webhooks visited: each costs an index lookup, about 0.02 ms. */
const webhooksMax = 5_000;

/**
 * Visits the webhooks with waiting deliveries, by one index lookup each, and counts the due ones of webhooks that
 * accept them. Deliveries of a webhook that is paused, cooling down, disabled or suspended are not ready.
 */
async function measureDeliveries(em: EntityManager): Promise<DeliveryFigures> {
  const kysely = em.getKysely();
  const waiting = sql`claim_token is null`;
  const dueOf = (count: number) => sql`(
    select due_at from delivery_queue
    where webhook_id = walked.id and due_at <= now() and claim_token is null
    order by due_at limit ${count}::int)`;
  const { rows } = await sql<DeliveryFigures>`
    with recursive walk as (
      (select webhook_id, 1 as step from delivery_queue where ${waiting} order by webhook_id, due_at limit 1)
      union all
      select next.webhook_id, walk.step + 1 from walk cross join lateral (
        select webhook_id from delivery_queue where ${waiting} and webhook_id > walk.webhook_id
        order by webhook_id, due_at limit 1
      ) next
      where walk.step < ${webhooksMax}::int
    ),
    walked as materialized (
      select w.id, w.updated_at from walk join webhooks w on w.id = walk.webhook_id
      where w.deleted_at is null and w.paused_at is null and w.disabled_at is null
        and not w.suspended and coalesce(w.cooling_down_until <= now(), true)
    ),
    ready as (
      select count(*)::int as count
      from (select from walked cross join lateral ${dueOf(rowsMax.ofWebhook)} due limit ${rowsMax.ofAll}::int) as found
    ),
    oldest as (
      select min(greatest(due.due_at, walked.updated_at)) as since
      from walked cross join lateral ${dueOf(1)} due
    ),
    leased as (
      select count(*)::int as count
      from (select from delivery_queue where claim_token is not null limit ${rowsMax.ofAll}::int) as found
    )
    select ready.count as "readyCount", leased.count as "leasedCount",
      extract(epoch from clock_timestamp() - oldest.since)::float8 as "oldestReadySeconds"
    from ready, oldest, leased
  `.execute(kysely);
  return first(rows);
}

type OtherFigures = Omit<ClusterFigures, keyof DeliveryFigures>;

async function measureRest(em: EntityManager): Promise<OtherFigures> {
  const { rows } = await sql<OtherFigures>`
    select count(*) filter (where failing_since is not null)::int as "failingCount",
      count(*) filter (where cooling_down_until > now())::int as "coolingDownCount",
      count(*) filter (where disabled_at is not null and disabled_reason = 'RECEIVER_GONE')::int as "disabledGoneCount",
      count(*) filter (where disabled_at is not null and disabled_reason = 'FAILING')::int as "disabledFailingCount",
      (select extract(epoch from clock_timestamp() - min(xact_start))::float8 from pg_stat_activity
        where (backend_xmin is not null or backend_xid is not null) and datname = current_database()
          and pid <> pg_backend_pid()
      ) as "oldestSnapshotSeconds",
      ${partitionsAheadSeconds} as "partitionsAheadSeconds",
      ${secondsSinceSuccess('drop old partitions')} as "retentionSuccessSeconds"
    from webhooks where deleted_at is null
  `.execute(em.getKysely());
  return first(rows);
}

/** Returns the row of a statement that returns exactly one. */
function first<Row>([row]: Row[]): Row {
  if (!row) throw new Error('The database returned no figures.');
  return row;
}
