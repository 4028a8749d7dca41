import { sql, type EntityManager } from '../../db/index.ts';
import { countedMax, toBoundedCount, type BoundedCount } from '../../kernel/index.ts';
import type { DeliverySearch } from './delivery-search.ts';
import { writeSearch } from './search-statement.ts';

/** The most rows that are counted for all lists together: 20 lists may have `countedMax` each. */
const countedOfAllMax = 20 * countedMax;

/**
 * Counts the matches of each list of a search, by its key, with one statement. It counts no more rows than a search
 * checks.
 */
export async function countDeliveries(
  em: EntityManager,
  search: DeliverySearch,
): Promise<Map<string, BoundedCount>> {
  const { matches, end } = writeSearch(search, { after: null, direction: 'desc' });
  const most = Math.min(countedMax, Math.floor(countedOfAllMax / search.listCount));
  const isCut = end ? sql`(${end}) is not null` : sql`false`;
  const { rows } = await sql<{ key: string; found: number; isCut: boolean }>`
    select source.key, found, found <= ${most}::int and ${isCut} as "isCut"
    from ${search.source}
    cross join lateral (
      select count(*)::int as found from (select from (${matches}) as match limit ${most + 1}::int) as counted
    ) as counts
  `.execute(em.getKysely());
  return new Map(
    rows.map((row) => [
      row.key,
      { count: Math.min(row.found, most), isExact: row.found <= most && !row.isCut },
    ]),
  );
}

/** The count of all lists together. */
export function addCounts(counts: readonly BoundedCount[]): BoundedCount {
  const sum = toBoundedCount(counts.reduce((total, { count }) => total + count, 0));
  return { ...sum, isExact: sum.isExact && counts.every(({ isExact }) => isExact) };
}
