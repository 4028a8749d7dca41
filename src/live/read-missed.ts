import { sql, type EntityManager } from '../db/index.ts';
import { parseSnapshot, xidMax, type Snapshot } from './snapshot.ts';

/** The change rows of one workspace, newest first. */
export interface MissedChanges {
  rows: readonly MissedRow[];
  /** The newest transaction that may be missing, with all before it, because there were too many; null when none is. */
  cutAt: bigint | null;
}

export interface MissedRow {
  xid: bigint;
  ids: readonly string[];
}

/** Change rows of one workspace. */
const rowsMax = 5_000;
/** Ids of deliveries in these rows. A delivery changes two or three times, and a subscriber gets at most 1,000. */
const idsReadMax = 4_000;
/** Transactions that snapshots of one workspace name as in progress, each looked up by itself. Servers have far fewer. */
const lookUpsMax = 1_000;

/**
 * Reads the changes of deliveries after these snapshots, by workspace, in one statement. The rows that it reads are
 * bounded for each workspace, however many snapshots there are, how old they are and what clients wrote into them.
 * Without snapshots, nothing is read.
 *
 * @param snapshots those of each workspace; each list has at least one
 */
export async function readMissed(
  em: EntityManager,
  snapshots: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, MissedChanges>> {
  if (snapshots.size === 0) return new Map();
  const bounds = [...snapshots].map(([workspaceId, texts]) => toBounds(workspaceId, texts));
  const from = bounds.map(({ workspaceId, xmax }) => ({ id: workspaceId, xmax: String(xmax) }));
  const single = bounds.flatMap(({ workspaceId, inProgress }) =>
    inProgress.map((xid) => ({ id: workspaceId, xid: String(xid) })),
  );
  // Pairs are compared, so that no index without the workspace is read: it would contain the rows of all others. Before
  // PostgreSQL 18 such a scan does not stop at the lower pair, so a single transaction is not read as a range.
  const { rows } = await sql<Row>`
    with found as (
      select r.id, c.xid, c.delivery_ids
      from jsonb_to_recordset(${JSON.stringify(from)}::jsonb) as r(id text, xmax text)
      cross join lateral (
        select xid, delivery_ids from delivery_changes
        where (workspace_id, xid) >= (r.id, r.xmax::xid8) and (workspace_id, xid) <= (r.id, ${String(xidMax)}::xid8)
        order by workspace_id desc, xid desc limit ${rowsMax}::int
      ) c
      union all
      select r.id, c.xid, c.delivery_ids
      from jsonb_to_recordset(${JSON.stringify(single)}::jsonb) as r(id text, xid text)
      cross join lateral (
        select xid, delivery_ids from delivery_changes
        where workspace_id = r.id and xid = r.xid::xid8 limit ${rowsMax}::int
      ) c
    ),
    missed as (
      select *, row_number() over newest as n, sum(cardinality(delivery_ids)) over newest as id_count
      from found window newest as (partition by id order by xid desc)
    )
    select id as "workspaceId", xid::text as xid, case when id_count <= ${idsReadMax}::int then delivery_ids::text[] end as ids
    from missed where n <= ${rowsMax}::int order by missed.xid desc
  `.execute(em.getKysely());
  return new Map(
    bounds.map(({ workspaceId, unreadTo }) => {
      const found = rows.filter((row) => row.workspaceId === workspaceId);
      return [workspaceId, cutRows(found, unreadTo)];
    }),
  );
}

interface Row {
  workspaceId: string;
  xid: string;
  /** Null beyond `idsReadMax`. */
  ids: string[] | null;
}

interface Bounds {
  workspaceId: string;
  /** The first transaction from which on all are read. */
  xmax: bigint;
  /** Earlier transactions that are read too. */
  inProgress: bigint[];
  /** The newest transaction that should be read too, but would be one look-up too many; null when all are read. */
  unreadTo: bigint | null;
}

/** Selects all that is not visible to one of the snapshots. */
function toBounds(workspaceId: string, texts: readonly string[]): Bounds {
  const all = texts.flatMap((text) => parseSnapshot(text) ?? []);
  const xmax = least(all.map((snapshot) => snapshot.xmax));
  const inProgress = [...new Set(all.flatMap((snapshot) => [...snapshot.inProgress]))]
    .filter((xid) => xid < xmax)
    .sort((one, other) => (one > other ? -1 : 1));
  return {
    workspaceId,
    xmax,
    inProgress: inProgress.slice(0, lookUpsMax),
    unreadTo: inProgress[lookUpsMax] ?? null,
  };
}

/** The first transaction that a snapshot may not see. */
export function leastUnseen({ xmax, inProgress }: Snapshot): bigint {
  return least([xmax, ...inProgress]);
}

function least([first = 0n, ...rest]: readonly bigint[]): bigint {
  return rest.reduce((one, other) => (other < one ? other : one), first);
}

/** The rows of a transaction are kept or left out together. */
function cutRows(found: readonly Row[], unreadTo: bigint | null): MissedChanges {
  const cut = found.find(({ ids }) => ids === null) ?? found[rowsMax - 1];
  const cuts = [unreadTo, cut ? BigInt(cut.xid) : null].filter((xid) => xid !== null);
  const cutAt = cuts.length === 0 ? null : cuts.reduce((one, other) => (one > other ? one : other));
  const rows = found.map(({ xid, ids }) => ({ xid: BigInt(xid), ids: ids ?? [] }));
  return { rows: cutAt === null ? rows : rows.filter(({ xid }) => xid > cutAt), cutAt };
}
