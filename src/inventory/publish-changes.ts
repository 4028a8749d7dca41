import type { EventTypeName } from '../catalogue/index.ts';
import type { EntityManager } from '../db/index.ts';
import type { EventDraft } from '../events/index.ts';
import { UserError } from '../kernel/index.ts';
import type { InventoryDependencies } from './inventory-dependencies.ts';

/** One event of a change of the inventory. */
export interface ChangeEvent {
  type: EventTypeName;
  data: Readonly<Record<string, unknown>>;
}

/** What `publishEvents` takes in one call. A rent of 100 lines may have one event more. */
const callMax = 100;

/**
 * Writes the rows that the caller's transaction changed, and publishes the events of the change in
 * the same transaction. It belongs at the end: fresh deliveries are leased from here on.
 *
 * @param now when the change happened; `timestamp` in the body of each event
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
    // The caller did not write these events: what is wrong with one is an error of ours.
    if (error instanceof UserError)
      throw new Error('The catalogue refused an event.', { cause: error });
    throw error;
  }
}
