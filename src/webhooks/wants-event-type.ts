import { wildcard } from '../catalogue/index.ts';

/** Whether a webhook with these `events` is to hear of an event of this type. */
export function wantsEventType(events: readonly string[], type: string): boolean {
  return events.includes(wildcard) || events.includes(type);
}
