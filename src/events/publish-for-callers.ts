import { makeMissingPartition, type Database } from '../db/index.ts';
import type { PublishEvents } from './publish-events.ts';

/**
 * Returns the same function for callers that may have their own transaction. If a partition is missing, it
 * is created and the error is still thrown: PostgreSQL has aborted the caller's transaction. A retry of
 * that transaction succeeds.
 */
export function publishForCallers(publishEvents: PublishEvents, database: Database): PublishEvents {
  return async (em, ...call) => {
    try {
      return await publishEvents(em, ...call);
    } catch (error) {
      await makeMissingPartition(database.em, error);
      throw error;
    }
  };
}
