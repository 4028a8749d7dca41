/** A result that is kept for slower subscribers. */
export interface RecentResult {
  bytes: number;
  /** Called once, when newer results need the room. */
  forget: () => void;
}

/** Keeps the newest results of a node, however many subscriptions it has. */
export interface RecentResults {
  keep(result: RecentResult): void;
  /** Removes a result that is not needed any more, without calling `forget`. */
  remove(result: RecentResult): void;
}

/** @param bytesMax all results together */
export function createRecentResults(bytesMax: number): RecentResults {
  const kept = new Set<RecentResult>(); // oldest first
  let bytes = 0;

  function remove(result: RecentResult): void {
    if (kept.delete(result)) bytes -= result.bytes;
  }

  return {
    keep(result) {
      kept.add(result);
      bytes += result.bytes;
      for (const oldest of kept) {
        if (bytes <= bytesMax) return;
        remove(oldest);
        oldest.forget();
      }
    },
    remove,
  };
}
