/** The transactions that a statement sees: PostgreSQL's `pg_snapshot`. */
export interface Snapshot {
  /** Every transaction below this one has ended. */
  xmin: bigint;
  /** This transaction and all above it had not begun. */
  xmax: bigint;
  /** Transactions between the two that had not ended. */
  inProgress: ReadonlySet<bigint>;
}

const form = /^(\d{1,20}):(\d{1,20}):((?:\d{1,20}(?:,\d{1,20})*)?)$/;
/** Transaction ids have 64 bits. */
export const xidMax = 2n ** 64n - 1n;

/**
 * Reads the text of a snapshot by the rules of PostgreSQL, so that PostgreSQL accepts what is accepted here.
 *
 * @returns null for any other text
 */
export function parseSnapshot(text: string): Snapshot | null {
  const [, least = '', greatest = '', list = ''] = form.exec(text) ?? [];
  if (least === '') return null;
  const [xmin, xmax] = [BigInt(least), BigInt(greatest)];
  const ids = list === '' ? [] : list.split(',').map(BigInt);
  const isInOrder = ids.every((id, at) => id >= (ids[at - 1] ?? xmin) && id < xmax);
  if (xmin < 1n || xmin > xmax || xmax > xidMax || !isInOrder) return null;
  return { xmin, xmax, inProgress: new Set(ids) };
}

/** Whether a statement with this snapshot sees what the transaction wrote, if it committed. */
export function isVisible(xid: bigint, { xmin, xmax, inProgress }: Snapshot): boolean {
  return xid < xmin || (xid < xmax && !inProgress.has(xid));
}
