import { sql, type EntityManager } from '../../db/index.ts';
import type { BoundedCount } from '../../kernel/index.ts';
import type { DeliverySearch } from './delivery-search.ts';
import { writeSearch } from './search-statement.ts';

/** The count for a list that the search did not have. */
export const nothingCounted: BoundedCount = { count: 0, isExact: true };

/**
 * Counts the matches of each list of a search, by its key, with one statement. It counts no more rows than a search
 * checks.
 */
export async function countDeliveries(
  em: EntityManager,
  search: DeliverySearch,
): Promise<Map<string, BoundedCount>> {
  const { countMax } = search;
  const start = { after: null, direction: 'desc', limit: countMax + 1 } as const;
  const { matches, end } = writeSearch(search, start);
  const isCut = end ? sql`(${end}) is not null` : sql`false`;
  const { rows } = await sql<{ key: string; found: number; isCut: boolean }>`
    select list.key, found, found <= ${countMax}::int and ${isCut} as "isCut"
    from ${search.lists}
    cross join lateral (
      select count(*)::int as found
      from (select from (${matches}) as match limit ${countMax + 1}::int) as counted
    ) as counts
  `.execute(em.getKysely());
  return new Map(
    rows.map(({ key, found, isCut }) => [
      key,
      { count: Math.min(found, countMax), isExact: found <= countMax && !isCut },
    ]),
  );
}
