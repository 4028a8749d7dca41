import type { PublishEvents } from '../events/index.ts';
import type { Clock } from '../kernel/index.ts';

/** What the functions of the inventory need beside the caller's entity manager. */
export interface InventoryDependencies {
  publishEvents: PublishEvents;
  clock: Clock;
}
