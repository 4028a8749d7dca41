import { sql, type EntityManager } from '../../db/index.ts';
import type { FoundRows, Keyset } from '../../kernel/graphql/index.ts';
import type { Delivery } from '../delivery.ts';
import { deliveryColumns, toDelivery, type DeliveryRow } from '../find-deliveries.ts';
import type { DeliverySearch, Fragment } from './delivery-search.ts';
import { writeSearch } from './search-statement.ts';

/** The result for a list that the search did not have. */
export const nothingFound: FoundRows<Delivery> = { rows: [], searchedTo: null };

/**
 * Finds the first deliveries of each list of a search, by its key, with one statement. Lists without a match and
 * without more to search may be left out.
 */
export async function searchDeliveries(
  em: EntityManager,
  search: DeliverySearch,
  { after, direction, limit }: Keyset,
): Promise<Map<string, FoundRows<Delivery>>> {
  const { matches, end } = writeSearch(search, { after: after?.id ?? null, direction, limit });
  const order = sql`order by id ${sql.raw(direction)}`;
  const found = sql`
    select list.key, match.* from ${search.lists}
    cross join lateral (select * from (${matches}) as match ${order} limit ${limit}::int) as match
  `;
  const lists = end
    ? withEnds(search, found, end, limit)
    : sql`select *, null::uuid as searched_to from (${found}) as found`;
  const { rows } = await sql<Row>`
    select ${deliveryColumns}, deliveries.key, deliveries.searched_to as "searchedTo"
    from (${lists}) as deliveries ${order}
  `.execute(em.getKysely());
  return group(rows);
}

/** Adds the end of each list that has fewer matches than wanted, also when it has none. */
function withEnds(search: DeliverySearch, found: Fragment, end: Fragment, limit: number): Fragment {
  return sql`
    with found as materialized (${found}),
    counts as (select key, count(*) as count from found group by key),
    ends as (
      select list.key, (${end}) as searched_to
      from ${search.lists} left join counts on counts.key = list.key
      where coalesce(count, 0) < ${limit}::int
    )
    select * from found full join ends using (key)
  `;
}

/** A delivery, or only the end of a list without any. */
interface Row extends DeliveryRow {
  key: string;
  searchedTo: string | null;
}

function group(rows: readonly Row[]): Map<string, FoundRows<Delivery>> {
  const found = new Map<string, FoundRows<Delivery> & { rows: Delivery[] }>();
  for (const { key, searchedTo, ...row } of rows) {
    const list = found.get(key) ?? { rows: [], searchedTo };
    if ((row.id as string | null) !== null) list.rows.push(toDelivery(row));
    found.set(key, list);
  }
  return found;
}
