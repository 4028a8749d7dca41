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
  const ranges = bounds.flatMap(({ workspaceId, xids }) =>
    xids.map(([first, last]) => ({ id: workspaceId, first: String(first), last: String(last) })),
  );
  // Pairs are compared, so that no index without the workspace is read: it would contain the rows of all others.
  const { rows } = await sql<Row>`
    with missed as (
      select r.id, c.xid, c.delivery_ids, row_number() over newest as n,
        sum(cardinality(c.delivery_ids)) over newest as id_count
      from jsonb_to_recordset(${JSON.stringify(ranges)}::jsonb) as r(id text, first text, last text)
      cross join lateral (
        select xid, delivery_ids from delivery_changes
        where (workspace_id, xid) >= (r.id, r.first::xid8) and (workspace_id, xid) <= (r.id, r.last::xid8)
        order by workspace_id desc, xid desc limit ${rowsMax}::int
      ) c
      window newest as (partition by r.id order by c.xid desc)
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
  /** The transactions to read: the first and last of each range. */
  xids: [bigint, bigint][];
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
  const single = inProgress.slice(0, lookUpsMax).map((xid): [bigint, bigint] => [xid, xid]);
  return {
    workspaceId,
    xids: [[xmax, xidMax], ...single],
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
