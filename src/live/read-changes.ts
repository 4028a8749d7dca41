import { isEpochValid, renewEpoch, sql, type EntityManager } from '../db/index.ts';

/** A place in the change table. */
export interface Position {
  /** Identifies this copy of the database; positions of other epochs are meaningless. */
  epoch: string;
  snapshot: string;
}

/** The changes between two positions. */
export interface Changes {
  /** The epoch and snapshot of the statement, where the next read starts. */
  position: Position;
  /** Ids of changed deliveries; null when they are unknown, or too many to send one by one. */
  idsByWorkspace: Map<string, Set<string> | null>;
  /** Age of the oldest change in seconds; null when there is none. */
  lagSeconds: number | null;
}

/** Deliveries of one workspace that one read sends one by one; beyond that its subscribers get a gap. */
const idsMax = 1_000;
/** Change rows of one read. */
const rowsMax = 5_000;

/**
 * Reads the changes of these workspaces after `since`, in one statement that also returns its own snapshot.
 * A transaction is included when it was not visible to the earlier snapshot and is visible to this one, so each
 * is sent exactly once, even if it commits late. A copied or restored database gets a new epoch first;
 * the changes since a position of another epoch are unknown.
 *
 * @param since null to get only the current position
 */
export async function readChanges(
  em: EntityManager,
  since: Position | null,
  workspaceIds: readonly string[],
): Promise<Changes> {
  const rows = await readRows(em, since, workspaceIds);
  const [first] = rows;
  if (!first) throw new Error('The database has no epoch: run the migrations.');
  if (!first.isEpochValid) {
    await renewEpoch(em);
    return readChanges(em, since, workspaceIds);
  }
  const { epoch, snapshot } = first;
  const isKnown = (since === null || since.epoch === epoch) && rows.length < rowsMax;
  return {
    position: { epoch, snapshot },
    idsByWorkspace: isKnown ? gatherIds(rows) : new Map(workspaceIds.map((id) => [id, null])),
    lagSeconds: findLag(rows),
  };
}

async function readRows(
  em: EntityManager,
  since: Position | null,
  workspaceIds: readonly string[],
): Promise<ChangeRow[]> {
  const snapshot = since?.snapshot ?? null;
  const { rows } = await sql<ChangeRow>`
    with present as materialized (select pg_current_snapshot() as snapshot)
    select present.snapshot::text as snapshot, epoch, ${isEpochValid} as "isEpochValid",
      c.workspace_id as "workspaceId",
      extract(epoch from clock_timestamp() - c.created_at)::float8 as "lagSeconds",
      case when cardinality(c.delivery_ids) <= ${idsMax}::int then c.delivery_ids::text[] end as ids
    from present cross join database_epochs
    left join lateral (
      select workspace_id, delivery_ids, created_at from delivery_changes
      where (xid >= pg_snapshot_xmax(${snapshot}::pg_snapshot)
          or xid = any(array(select pg_snapshot_xip(${snapshot}::pg_snapshot))))
        and workspace_id = any(${workspaceIds}::text[])
      limit ${rowsMax}::int
    ) c on true
  `.execute(em.getKysely());
  return rows;
}

interface ChangeRow extends Position {
  isEpochValid: boolean;
  workspaceId: string | null;
  ids: string[] | null;
  lagSeconds: number | null;
}

function findLag(rows: readonly ChangeRow[]): number | null {
  const lags = rows.flatMap(({ lagSeconds }) => lagSeconds ?? []);
  return lags.length > 0 ? Math.max(0, ...lags) : null;
}

function gatherIds(rows: ChangeRow[]): Changes['idsByWorkspace'] {
  const gathered: Changes['idsByWorkspace'] = new Map();
  for (const { workspaceId, ids } of rows) {
    if (workspaceId === null) continue;
    const known = gathered.get(workspaceId);
    if (known === null) continue;
    const all = new Set([...(known ?? []), ...(ids ?? [])]);
    gathered.set(workspaceId, ids === null || all.size > idsMax ? null : all);
  }
  return gathered;
}
