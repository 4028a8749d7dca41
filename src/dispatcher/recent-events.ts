import type { ClaimedEvent } from '../deliveries/index.ts';

/** Bodies of events that this process has just published, so that claims need not read them. */
export interface RecentEvents {
  add(id: string, event: ClaimedEvent): void;
  find(id: string): ClaimedEvent | undefined;
}

/** Bytes of bodies in each of two generations. Claims follow publishes within milliseconds. */
const generationBytes = 4 * 1024 * 1024;

/** Starts with no events. A full generation replaces the one before it, so events need not be removed one by one. */
export function createRecentEvents(): RecentEvents {
  let present = new Map<string, ClaimedEvent>();
  let previous = new Map<string, ClaimedEvent>();
  let bytes = 0;

  return {
    add(id, event) {
      if (bytes + event.body.length > generationBytes) {
        previous = present;
        present = new Map();
        bytes = 0;
      }
      present.set(id, event);
      bytes += event.body.length;
    },
    find: (id) => present.get(id) ?? previous.get(id),
  };
}
