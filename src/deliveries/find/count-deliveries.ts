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
  const { rows } = await sql<{ key: string; count: number; isCut: boolean }>`
    select source.key, count, count <= ${most}::int and ${end ? sql`(${end}) is not null` : sql`false`} as "isCut"
    from ${search.source}
    cross join lateral (
      select count(*)::int as count from (select from (${matches}) as match limit ${most + 1}::int) as counted
    ) as counts
  `.execute(em.getKysely());
  return new Map(rows.map(({ key, count, isCut }) => [key, toCount(count, most, isCut)]));
}

function toCount(found: number, most: number, isCut: boolean): BoundedCount {
  const isExact = found <= most && !isCut;
  return { count: Math.min(found, most), isExact };
}

/** The count of all lists together. */
export function addCounts(counts: readonly BoundedCount[]): BoundedCount {
  const sum = toBoundedCount(counts.reduce((total, { count }) => total + count, 0));
  return { ...sum, isExact: sum.isExact && counts.every(({ isExact }) => isExact) };
}
