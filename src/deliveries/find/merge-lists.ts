import type { Keyset } from '../../kernel/graphql/index.ts';
import { nothingFound, type FoundDeliveries } from './search-deliveries.ts';

/**
 * Merges the first rows of several lists into the first rows of all. Behind the place to which every list was searched,
 * rows of another list may be missing, so those that were found there are left for a later search.
 */
export function mergeLists(
  lists: readonly FoundDeliveries[],
  { direction, limit }: Keyset,
): FoundDeliveries {
  const [only = nothingFound, ...others] = lists;
  if (others.length === 0) return only;
  const isBefore = (one: string, other: string) =>
    direction === 'asc' ? one < other : one > other;
  const [end = null] = lists
    .flatMap(({ searchedTo }) => searchedTo ?? [])
    .sort((one, other) => (isBefore(one, other) ? -1 : 1));
  const rows = lists
    .flatMap((list) => list.rows)
    .filter(({ id }) => end === null || !isBefore(end, id))
    .sort((one, other) => (isBefore(one.id, other.id) ? -1 : 1))
    .slice(0, limit);
  return { rows, searchedTo: rows.length < limit ? end : null };
}
