import { isEpochValid, sql, type EntityManager } from '../db/index.ts';
import { isBeingDeleted } from '../workspaces/index.ts';

/** The present state of the change tables. */
export interface Present {
  epoch: string;
  /** The snapshot of the statement, where the next read starts. */
  snapshot: string;
  /** False in a copied or restored database: the epoch has to be renewed first. */
  isEpochValid: boolean;
  /** The last transaction whose change rows were deleted because of their age. */
  deletedTo: bigint;
}

/** The changes between two snapshots. */
export interface Changes {
  present: Present;
  /** Ids of changed deliveries by workspace; null when there are too many to send one by one. */
  deliveryIds: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Ids of changed webhooks by workspace; null when there are too many. */
  webhookIds: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Followed workspaces that are being deleted, or are gone. */
  endedWorkspaceIds: ReadonlySet<string>;
  /** Age of the oldest change in seconds; null when there is none. */
  lagSeconds: number | null;
}

/** The workspaces whose changes are read. */
export interface Followed {
  /** Workspaces whose deliveries are read. Includes the others: deliveries change the counts of webhooks. */
  deliveries: readonly string[];
  /** Workspaces whose webhooks are read. */
  webhooks: readonly string[];
}

/** Rows of one workspace that one read sends one by one; beyond that its subscribers get a gap. */
export const idsMax = 1_000;
/** Change rows of one read from each table. */
const rowsMax = 5_000;

/**
 * Reads the changes after the snapshot `since`, in one statement that also returns its own snapshot. A transaction is
 * included when it was not visible to the earlier snapshot and is visible to this one, so each is read exactly once,
 * even if it commits late.
 *
 * @param since null to get only the present
 */
export async function readChanges(
  em: EntityManager,
  since: string | null,
  followed: Followed,
): Promise<Changes> {
  const rows = await readRows(em, since, followed);
  const [first] = rows;
  if (!first) throw new Error('The database has no epoch: run the migrations.');
  const { epoch, snapshot, deletedTo } = first;
  const changes = rows.flatMap((row) => (row.kind === null ? [] : row));
  const gather = (kind: Kind) =>
    gatherIds(
      followed[kind],
      changes.filter((row) => row.kind === kind),
    );
  return {
    present: { epoch, snapshot, isEpochValid: first.isEpochValid, deletedTo: BigInt(deletedTo) },
    deliveryIds: gather('deliveries'),
    webhookIds: gather('webhooks'),
    endedWorkspaceIds: new Set(first.endedWorkspaceIds),
    lagSeconds: changes.length > 0 ? Math.max(0, ...changes.map((row) => row.lagSeconds)) : null,
  };
}

type Kind = keyof Followed;

async function readRows(
  em: EntityManager,
  since: string | null,
  { deliveries, webhooks }: Followed,
): Promise<(PresentRow & (ChangeRow | NoChangeRow))[]> {
  const isNew = sql`(xid >= pg_snapshot_xmax(${since}::pg_snapshot)
    or xid = any(array(select pg_snapshot_xip(${since}::pg_snapshot))))`;
  const { rows } = await sql<PresentRow & (ChangeRow | NoChangeRow)>`
    with present as materialized (select pg_current_snapshot() as snapshot)
    select present.snapshot::text as snapshot, epoch, changes_deleted_to::text as "deletedTo",
      ${isEpochValid} as "isEpochValid", array(
        select f.id from unnest(${[...deliveries]}::text[]) as f(id)
        where ${isBeingDeleted(sql`f.id`)} or (select w.id from workspaces w where w.id = f.id) is null -- never a hash of all
      ) as "endedWorkspaceIds", c.kind, c.workspace_id as "workspaceId",
      extract(epoch from clock_timestamp() - c.created_at)::float8 as "lagSeconds", c.ids::text[] as ids
    from present cross join database_epochs
    left join lateral (
      (
        select 'deliveries' as kind, workspace_id, created_at,
          case when cardinality(delivery_ids) <= ${idsMax}::int then delivery_ids end as ids
        from delivery_changes where ${isNew} and workspace_id = any(${[...deliveries]}::text[])
        limit ${rowsMax}::int
      )
      union all
      (
        select 'webhooks', workspace_id, created_at, array[webhook_id]
        from webhook_changes where ${isNew} and workspace_id = any(${[...webhooks]}::text[])
        limit ${rowsMax}::int
      )
    ) c on true
  `.execute(em.getKysely());
  return rows;
}

interface PresentRow {
  epoch: string;
  snapshot: string;
  deletedTo: string;
  isEpochValid: boolean;
  endedWorkspaceIds: string[];
}

interface ChangeRow {
  kind: Kind;
  workspaceId: string;
  lagSeconds: number;
  /** Null when there are more than `idsMax`. */
  ids: string[] | null;
}

/** All fields are null when nothing has changed. */
type NoChangeRow = { kind: null };

/** Gathers the ids by workspace. When there are more rows than were read, the changes of all are unknown. */
function gatherIds(
  workspaceIds: readonly string[],
  rows: readonly ChangeRow[],
): ReadonlyMap<string, ReadonlySet<string> | null> {
  if (rows.length >= rowsMax) return new Map(workspaceIds.map((id) => [id, null]));
  const gathered = new Map<string, Set<string> | null>();
  for (const { workspaceId, ids } of rows) {
    const known = gathered.get(workspaceId);
    if (known === null) continue;
    const all = new Set([...(known ?? []), ...(ids ?? [])]);
    gathered.set(workspaceId, ids === null || all.size > idsMax ? null : all);
  }
  return gathered;
}
