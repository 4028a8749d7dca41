/**
 * Splits rows by the UTC day of their UUIDv7, sorted by day and by id. A statement over one part, with
 * `least` and `greatest` as bounds, reads one daily partition; without the bounds it reads all.
 */
export function splitByDay<Row extends string | object>(
  rows: readonly Row[],
  idOf: (row: Row) => string,
): DayOfRows<Row>[] {
  const days = new Map<number, Row[]>();
  for (const row of rows) {
    const day = Math.floor(Number.parseInt(idOf(row).replaceAll('-', '').slice(0, 12), 16) / dayMs);
    const known = days.get(day);
    if (known) known.push(row);
    else days.set(day, [row]);
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .flatMap(([, part]) => {
      const sorted = part.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
      const [first, last] = [sorted.at(0), sorted.at(-1)];
      return first && last ? [{ rows: sorted, least: idOf(first), greatest: idOf(last) }] : [];
    });
}

/** Rows of one day, never empty. */
export interface DayOfRows<Row> {
  rows: Row[];
  least: string;
  greatest: string;
}

const dayMs = 86_400_000;

/**
 * Returns the smallest UUID of an instant: ids made in that millisecond or later are not smaller. An
 * instant outside the range of a UUIDv7 (before 1970, or beyond 48 bits of milliseconds: RFC 9562,
 * section 5.7) becomes the nearest one inside it.
 */
export function firstIdAt(instant: Date): string {
  const ms = Math.min(Math.max(instant.getTime(), 0), idMsMax);
  const head = ms.toString(16).padStart(12, '0');
  return `${head.slice(0, 8)}-${head.slice(8)}-0000-0000-000000000000`;
}

const idMsMax = 2 ** 48 - 1;
