import type { Keyset } from '../kernel/graphql/index.ts';

/** A condition of `em.find`: the rows of a page and of all later pages. */
export function olderThan({ after }: Keyset) {
  return after === null ? {} : { id: { $lt: after } };
}

/** Options of `em.find`: the newest rows, as many as a page needs. */
export function newestFirst({ limit }: Keyset) {
  return { orderBy: { id: 'desc' }, limit } as const;
}
