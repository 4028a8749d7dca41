import { withPartitions, type EntityManager } from '../db/index.ts';

/**
 * Runs a change of the inventory in a transaction of its own, or in a savepoint of the caller's. One of
 * its own runs a second time when the partition of its events was missing.
 *
 * It starts without the rows that the request has read so far: a refused change leaves its row as it
 * would have been, and the next change of the same request must not write that.
 */
export async function runChange<Result>(
  em: EntityManager,
  change: (transaction: EntityManager) => Promise<Result>,
): Promise<Result> {
  return withPartitions(em, () => em.transactional(change, { clear: true }));
}
