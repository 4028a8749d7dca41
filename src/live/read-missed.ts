import { sql, type EntityManager } from '../db/index.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';

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

/**
 * Reads the changes of deliveries after these snapshots, by workspace, in one statement. The size of the result is
 * bounded for each workspace, however many snapshots there are and however old they are. Without snapshots, nothing is read.
 *
 * @param snapshots those of each workspace; each list has at least one
 */
export async function readMissed(
  em: EntityManager,
  snapshots: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, MissedChanges>> {
  if (snapshots.size === 0) return new Map();
  const bounds = [...snapshots].map(([workspaceId, texts]) => toBounds(workspaceId, texts));
  const { rows } = await sql<Row>`
    select b.workspace_id as "workspaceId", c.xid::text as xid,
      case when c.id_count <= ${idsReadMax}::int then c.delivery_ids::text[] end as ids
    from jsonb_to_recordset(${JSON.stringify(bounds)}::jsonb) as b(workspace_id text, least text, xmax text, xips text)
    cross join lateral (
      select xid, delivery_ids, sum(cardinality(delivery_ids)) over (order by xid desc) as id_count
      from (
        select xid, delivery_ids from delivery_changes
        where workspace_id = b.workspace_id and xid >= b.least::xid8
          and (xid >= b.xmax::xid8 or xid = any(b.xips::xid8[]))
        order by xid desc limit ${rowsMax}::int
      ) newest
    ) c
    order by c.xid desc
  `.execute(em.getKysely());
  const missed = new Map<string, Row[]>(bounds.map(({ workspace_id: id }) => [id, []]));
  for (const row of rows) missed.get(row.workspaceId)?.push(row);
  return new Map([...missed].map(([workspaceId, found]) => [workspaceId, cutRows(found)]));
}

interface Row {
  workspaceId: string;
  xid: string;
  /** Null beyond `idsReadMax`. */
  ids: string[] | null;
}

/** Selects all that is not visible to one of the snapshots. */
function toBounds(workspaceId: string, texts: readonly string[]) {
  const all = texts.flatMap((text) => parseSnapshot(text) ?? []);
  const xmax = least(all.map((snapshot) => snapshot.xmax));
  const xips = all.flatMap(({ inProgress }) => [...inProgress]).filter((xid) => xid < xmax);
  return {
    workspace_id: workspaceId,
    least: String(least(all.map(leastUnseen))),
    xmax: String(xmax),
    xips: `{${[...new Set(xips)].join()}}`,
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
function cutRows(found: readonly Row[]): MissedChanges {
  const cut = found.find(({ ids }) => ids === null) ?? found[rowsMax - 1];
  const cutAt = cut ? BigInt(cut.xid) : null;
  const rows = found.map(({ xid, ids }) => ({ xid: BigInt(xid), ids: ids ?? [] }));
  return { rows: cutAt === null ? rows : rows.filter(({ xid }) => xid > cutAt), cutAt };
}
