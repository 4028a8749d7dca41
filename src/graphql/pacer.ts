/** Lets work begin at a bounded rate, in the order in which it came. */
export interface Pacer {
  /** Does the work at once when there was none just now, else in its turn. False when too much waits: it is never done. */
  pace(work: () => void): boolean;
}

/**
 * @param gapMs milliseconds between two pieces of work
 * @param waitingMax how much may wait
 */
export function createPacer(gapMs: number, waitingMax: number): Pacer {
  const waiting: (() => void)[] = [];
  let freeAtMs = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Timers are some milliseconds late on a busy thread: what they missed is not made up for. */
  function goOn(): void {
    timer = undefined;
    const work = waiting.shift();
    freeAtMs = performance.now() + gapMs;
    if (waiting.length > 0) timer = setTimeout(goOn, gapMs).unref();
    work?.();
  }

  return {
    pace(work) {
      if (waiting.length >= waitingMax) return false;
      const nowMs = performance.now();
      if (waiting.length === 0 && nowMs >= freeAtMs) {
        freeAtMs = nowMs + gapMs;
        work();
        return true;
      }
      waiting.push(work);
      timer ??= setTimeout(goOn, Math.max(1, freeAtMs - nowMs)).unref();
      return true;
    },
  };
}
