import type { EventTypeName } from '../catalogue/index.ts';
import { withPartitions, type EntityManager } from '../db/index.ts';
import type { EventDraft, PublishEvents } from '../events/index.ts';
import { UserError, type Clock } from '../kernel/index.ts';

/** Dependencies of the inventory's functions, apart from the caller's entity manager. */
export interface InventoryDependencies {
  publishEvents: PublishEvents;
  clock: Clock;
}

/**
 * Runs a change of the inventory in its own transaction, or in a savepoint of the caller's transaction. If
 * the partition for its events is missing, its own transaction runs a second time.
 *
 * Starts with an empty identity map: a refused change leaves modified entities behind, which the next
 * change of the same request must not write.
 */
export async function runChange<Result>(
  em: EntityManager,
  change: (transaction: EntityManager) => Promise<Result>,
): Promise<Result> {
  return withPartitions(em, () => em.transactional(change, { clear: true }));
}

/** An event published by a change of the inventory. */
export interface ChangeEvent {
  type: EventTypeName;
  data: Readonly<Record<string, unknown>>;
}

/** The most events `publishEvents` accepts in one call. A rent with 100 lines can publish 101. */
const callMax = 100;

/**
 * Writes the rows changed in the caller's transaction and publishes the events of the change in the same
 * transaction. Call it last, so that deliveries are inserted shortly before the commit.
 *
 * @param now time of the change; `timestamp` in the body of each event
 */
export async function publishChanges(
  { publishEvents }: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  now: Date,
  events: readonly ChangeEvent[],
): Promise<void> {
  await em.flush();
  const drafts = events.map((event): EventDraft => ({ ...event, occurredAt: now }));
  try {
    for (let first = 0; first < drafts.length; first += callMax) {
      const part = drafts.slice(first, first + callMax);
      await publishEvents(em, workspaceId, part, { isUnlimited: true });
    }
  } catch (error) {
    // The caller did not write these events, so an invalid one is an internal error.
    if (error instanceof UserError)
      throw new Error('An event of the inventory is not valid.', { cause: error });
    throw error;
  }
}
