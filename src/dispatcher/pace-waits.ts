/**
 * The webhooks of chat formats whose pace allows no message for a moment. A notice of more deliveries need not cost a
 * claim then: the next scan after that moment finds them. Without I/O.
 */
export interface PaceWaits {
  /** @param waitMsOf milliseconds from now until the next message, by webhook */
  note(waitMsOf: ReadonlyMap<string, number>): void;
  isWaiting(webhookId: string): boolean;
}

/** The most entries. Beyond that all are dropped, which costs one claim per webhook. */
const entriesMax = 10_000;

/** Starts with no webhooks. @param monotonicMs reads a monotonic clock */
export function createPaceWaits(monotonicMs: () => number): PaceWaits {
  const endsMs = new Map<string, number>();
  return {
    note(waitMsOf) {
      if (endsMs.size + waitMsOf.size > entriesMax) endsMs.clear();
      for (const [webhookId, waitMs] of waitMsOf) endsMs.set(webhookId, monotonicMs() + waitMs);
    },
    isWaiting(webhookId) {
      const endMs = endsMs.get(webhookId);
      if (endMs === undefined) return false;
      if (endMs > monotonicMs()) return true;
      endsMs.delete(webhookId);
      return false;
    },
  };
}
