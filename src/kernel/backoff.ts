/** Growing waits between retries. */
export interface Backoff {
  /** Milliseconds to wait before the next try: between half and all of a bound that doubles with each call. */
  next(): number;
  /** Starts again with the shortest wait. Call it after a success. */
  reset(): void;
}

export interface BackoffOptions {
  /** Bound of the first wait, in milliseconds. */
  minMs: number;
  /** Bound of the longest wait, in milliseconds. */
  maxMs: number;
  random?: () => number;
}

/** Makes a backoff. Its waits are random, so that nodes which failed together do not retry together. */
export function createBackoff({ minMs, maxMs, random = Math.random }: BackoffOptions): Backoff {
  let boundMs = minMs;
  return {
    next() {
      const waitMs = boundMs * (0.5 + random() / 2);
      boundMs = Math.min(boundMs * 2, maxMs);
      return waitMs;
    },
    reset() {
      boundMs = minMs;
    },
  };
}
