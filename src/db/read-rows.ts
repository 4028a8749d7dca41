import { sql, type RawBuilder } from 'kysely';

/** A page of rows: at most `limit`, newest first, older than the row `after` (a UUID) unless that is null. */
interface Page {
  after: string | null;
  limit: number;
}

/**
 * Returns the end of a `select` that reads one page by the column `id`.
 *
 * @param conditions are joined by `and`; at least one, since a page never goes over all workspaces
 */
export function pageWhere(
  conditions: readonly [RawBuilder<unknown>, ...RawBuilder<unknown>[]],
  { after, limit }: Page,
) {
  const older = after === null ? [] : [sql`id < ${after}::uuid`];
  return sql`where ${sql.join([...conditions, ...older], sql` and `)} order by id desc limit ${limit}::int`;
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
