import { sql } from '../../db/index.ts';
import { containsText } from '../criteria-conditions.ts';
import type { DeliverySearch, Fragment } from './delivery-search.ts';

/** Parts of a statement that searches a list, of `list.key`, from one row on. */
export interface SearchStatement {
  /** A `select` of the matching rows of the list, with all columns of `deliveries`. The first `limit` are among them. */
  matches: Fragment;
  /**
   * A `select` of the id of the last row that is checked, or of nothing if all rows of the list are. Null if no row
   * needs a check.
   */
  end: Fragment | null;
}

/** The first rows of a list, in `direction`, beyond the row `after` (a UUID) unless that is null. */
export interface Start {
  after: string | null;
  direction: 'asc' | 'desc';
  limit: number;
}

/**
 * Writes the parts. Behind the row to which every source of a list was checked, rows of another source may be missing,
 * so matches that are there are left for a later search.
 */
export function writeSearch(search: DeliverySearch, start: Start): SearchStatement {
  const { matches, end } = searchSource(search, start);
  const merged = sql`
    select match.* from ${search.sources}
    cross join lateral (${matches} limit ${start.limit}::int) as match
  `;
  if (end === null) return { matches: merged, end };
  const nearest = sql`
    select ended.id from ${search.sources}
    cross join lateral (${end}) as ended
    where ended.id is not null order by ended.id ${sql.raw(start.direction)} limit 1
  `;
  if (!search.isMerged) return { matches: merged, end: nearest };
  const operator = sql.raw(start.direction === 'asc' ? '<=' : '>=');
  return {
    matches: sql`${merged} where coalesce(match.id ${operator} (${nearest}), true)`,
    end: nearest,
  };
}

/** Writes the parts for the source of `source.key`, which reads no more than `search.rowsMax` rows to check them. */
function searchSource(search: DeliverySearch, start: Start): SearchStatement {
  const { rowsMax } = search;
  const order = sql`order by id ${sql.raw(start.direction)}`;
  const all = sql`select * ${inRange(search, start)} ${order}`;
  if (search.checks.length === 0 && search.text === null) return { matches: all, end: null };

  const checks = sql.join([sql`true`, ...search.checks], sql` and `);
  const checked = sql`select * from (${all} limit ${rowsMax}::int) as deliveries where ${checks} ${order}`;
  const end = sql`select id ${inRange(search, start)} ${order} offset ${rowsMax - 1}::int limit 1`;
  if (search.text === null) return { matches: checked, end };
  return searchText(search.text, { checked, end }, order, search.bytesMax);
}

function inRange({ range }: DeliverySearch, { after, direction }: Start): Fragment {
  const operator = sql.raw(direction === 'asc' ? '>' : '<');
  const beyond = after === null ? [] : [sql`id ${operator} ${after}::uuid`];
  return sql`from deliveries where ${sql.join([...range, ...beyond], sql` and `)}`;
}

/** Searches the payloads of the checked rows up to the one at which the bytes run out. */
function searchText(
  text: string,
  { checked, end }: { checked: Fragment; end: Fragment },
  order: Fragment,
  bytesMax: number,
): SearchStatement {
  // With a limit, the planner cannot choose to read all events for a join.
  const sized = sql`
    select deliveries.*, body, sum(octet_length(body)) over (${order} rows unbounded preceding) as bytes
    from (${checked}) as deliveries
    cross join lateral (select body from events where id = deliveries.event_id limit 1) as event
  `;
  return {
    matches: sql`
      select * from (${sized}) as deliveries
      where bytes - octet_length(body) < ${bytesMax}::int and ${containsText(text)} ${order}
    `,
    end: sql`
      select coalesce(
        (select id from (${sized}) as deliveries where bytes >= ${bytesMax}::int ${order} limit 1),
        (${end})
      ) as id
    `,
  };
}
