import type { ClaimedEvent } from '../deliveries/index.ts';

/** Bodies of events that this process has just published, so that claims need not read them. */
export interface RecentEvents {
  add(id: string, event: ClaimedEvent): void;
  find(id: string): ClaimedEvent | undefined;
}

/** Bytes of bodies kept; beyond that the oldest are dropped. Claims follow publishes within milliseconds. */
const bytesMax = 8 * 1024 * 1024;

/** Starts with no events. */
export function createRecentEvents(): RecentEvents {
  const events = new Map<string, ClaimedEvent>();
  let bytes = 0;

  return {
    add(id, event) {
      bytes -= events.get(id)?.body.length ?? 0;
      events.delete(id); // the newest stands at the end
      events.set(id, event);
      bytes += event.body.length;
      for (const [oldest, { body }] of events) {
        if (bytes <= bytesMax) break;
        events.delete(oldest);
        bytes -= body.length;
      }
    },
    find: (id) => events.get(id),
  };
}
