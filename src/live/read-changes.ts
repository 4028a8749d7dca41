import { sql } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';

/** What has changed since a snapshot, up to a newer one. */
export interface Changes {
  /** The statement's own snapshot: where the next read goes on. */
  snapshot: string;
  /** Names the database; a cursor of another one means nothing here. */
  epoch: string;
  /** Ids of changed deliveries; null where there are too many to tell one by one. */
  idsByWorkspace: Map<string, Set<string> | null>;
}

/** Deliveries of one workspace that one read tells one by one; beyond that its subscribers are told of a gap. */
const idsMax = 1_000;
/** Change rows of one read. */
const rowsMax = 5_000;

/**
 * Reads what these workspaces' transactions changed since `since`, in one statement that also returns
 * its own snapshot. A transaction is seen exactly when it was not visible to the earlier snapshot and
 * is to this one, so none is missed and none is told twice, however late it commits.
 *
 * @param since null for no changes but the present snapshot
 */
export async function readChanges(
  em: EntityManager,
  since: string | null,
  workspaceIds: readonly string[],
): Promise<Changes> {
  const { rows } = await sql<ChangeRow>`
    with present as materialized (select pg_current_snapshot() as snapshot)
    select present.snapshot::text as snapshot, e.epoch, c.workspace_id as "workspaceId",
      case when cardinality(c.delivery_ids) <= ${idsMax}::int then c.delivery_ids::text[] end as ids
    from present cross join database_epochs e
    left join lateral (
      select workspace_id, delivery_ids from delivery_changes
      where (xid >= pg_snapshot_xmax(${since}::pg_snapshot)
          or xid = any(array(select pg_snapshot_xip(${since}::pg_snapshot))))
        and workspace_id = any(${workspaceIds}::text[])
      limit ${rowsMax}::int
    ) c on true
  `.execute(em.getKysely());
  const [first] = rows;
  if (!first) throw new Error('The database has no epoch: it was not migrated.');
  return {
    snapshot: first.snapshot,
    epoch: first.epoch,
    idsByWorkspace: gatherIds(rows, workspaceIds),
  };
}

interface ChangeRow {
  snapshot: string;
  epoch: string;
  workspaceId: string | null;
  ids: string[] | null;
}

function gatherIds(rows: ChangeRow[], workspaceIds: readonly string[]): Changes['idsByWorkspace'] {
  if (rows.length >= rowsMax) return new Map(workspaceIds.map((id) => [id, null]));
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
