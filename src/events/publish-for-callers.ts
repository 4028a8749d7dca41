import { makeMissingPartition, type Database } from '../db/index.ts';
import type { PublishEvents } from './publish-events.ts';

/**
 * The same function for callers with transactions of their own. When a partition is missing, it is made
 * and the error is passed on: PostgreSQL has aborted the caller's transaction, which succeeds when the
 * caller repeats it.
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
