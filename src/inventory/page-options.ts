import type { Keyset } from '../kernel/graphql/index.ts';

/** A condition of `em.find`: the rows of a page and of all pages beyond it. */
export function beyond({ after, direction }: Keyset) {
  if (after === null) return {};
  return { id: direction === 'asc' ? { $gt: after.id } : { $lt: after.id } };
}

/** Options of `em.find`: the rows in the order of the page, as many as it needs. */
export function inOrder({ direction, limit }: Keyset) {
  return { orderBy: { id: direction }, limit } as const;
}
