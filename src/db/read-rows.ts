import { sql, type RawBuilder } from 'kysely';

/** A page of rows: at most `limit`, in `direction`, beyond `after` unless that is null. */
interface Page {
  after: { id: string; key: string | null } | null;
  direction: 'asc' | 'desc';
  limit: number;
}

/**
 * Returns the end of a `select` that reads one page by the column `id`, a UUID.
 *
 * @param conditions are joined by `and`; at least one, since a page never goes over all workspaces
 * @param sortBy the page is read by this expression and then by `id`. It is never null, and its type can read
 * `after.key`.
 */
export function pageWhere(
  conditions: readonly [RawBuilder<unknown>, ...RawBuilder<unknown>[]],
  { after, direction, limit }: Page,
  sortBy?: RawBuilder<unknown>,
) {
  const end = sql.raw(direction);
  const order = sortBy ? sql`${sortBy} ${end}, id ${end}` : sql`id ${end}`;
  const beyond = after === null ? [] : [isBeyond(after, direction, sortBy)];
  return sql`where ${sql.join([...conditions, ...beyond], sql` and `)} order by ${order} limit ${limit}::int`;
}

function isBeyond(
  { id, key }: { id: string; key: string | null },
  direction: Page['direction'],
  sortBy?: RawBuilder<unknown>,
) {
  const operator = sql.raw(direction === 'asc' ? '>' : '<');
  return sortBy
    ? sql`(${sortBy}, id) ${operator} (${key}, ${id}::uuid)`
    : sql`id ${operator} ${id}::uuid`;
}

/**
 * Reads an instant of a row, which is text: MikroORM turns off parsing in the driver. Sessions use ISO and UTC, so only
 * the `T` and the minutes of the offset are missing in `0050-01-15 10:30:00+00`. Without the `T`, years below 100 would
 * be read as years of this or the last century.
 */
export function toDate(instant: string): Date;
export function toDate(instant: string | null): Date | null;
export function toDate(instant: string | null): Date | null {
  return instant === null ? null : new Date(`${instant.replace(' ', 'T')}:00`);
}
