import { sql } from '../../db/index.ts';
import { containsText } from '../criteria-conditions.ts';
import type { DeliverySearch, Fragment } from './delivery-search.ts';

/** Parts of a statement that searches each list of a source, from one row on. */
export interface SearchStatement {
  /** A `select` of the matching rows of the list of `source.key`, with all columns of `deliveries`, in order. */
  matches: Fragment;
  /**
   * A `select` of the id of the last row that is checked, or of nothing if all rows of the list are. Null if no row
   * needs a check.
   */
  end: Fragment | null;
}

/** Bytes of payloads that one statement searches, for all lists together: as many as 4,000 usual ones have. */
const textBytesMax = 4 * 1024 * 1024;

/** The first rows of a list, in `direction`, beyond the row `after` (a UUID) unless that is null. */
export interface Start {
  after: string | null;
  direction: 'asc' | 'desc';
}

/** Writes the parts for a search that reads no more than `search.rowsMax` rows to check them. */
export function writeSearch(search: DeliverySearch, { after, direction }: Start): SearchStatement {
  const order = sql`order by id ${sql.raw(direction)}`;
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  const range = [...search.range, ...(after === null ? [] : [sql`id ${beyond} ${after}::uuid`])];
  const read = (columns: string) =>
    sql`select ${sql.raw(columns)} from deliveries where ${sql.join(range, sql` and `)} ${order}`;
  if (search.checks.length === 0 && search.text === null) return { matches: read('*'), end: null };

  const rowsMax = Math.ceil(search.rowsMax / search.listCount);
  const last = sql`${read('id')} offset ${rowsMax - 1}::int limit 1`;
  const checks = sql.join([sql`true`, ...search.checks], sql` and `);
  const checked = sql`select * from (${read('*')} limit ${rowsMax}::int) as deliveries where ${checks} ${order}`;
  if (search.text === null) return { matches: checked, end: last };

  const bytesMax = Math.ceil(textBytesMax / search.listCount);
  const sized = sql`
    select deliveries.*, body, sum(octet_length(body)) over (${order} rows unbounded preceding) as bytes
    from (${checked}) as deliveries
    cross join lateral (select body from events where id = deliveries.event_id) as event
  `;
  // Nothing beyond the row at which the bytes run out is searched.
  const isSearched = sql`bytes - octet_length(body) < ${bytesMax}::int`;
  return {
    matches: sql`select * from (${sized}) as deliveries where ${isSearched} and ${containsText(search.text)} ${order}`,
    end: sql`
      select coalesce(
        (select id from (${sized}) as deliveries where bytes >= ${bytesMax}::int ${order} limit 1),
        (${last})
      )
    `,
  };
}
