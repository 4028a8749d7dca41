/** How far the node is behind: 0 in time, 1 late, 2 very late. */
export type Lateness = 0 | 1 | 2;

/** Measures how far the node is behind. */
export interface LatenessMeter {
  read(): Lateness;
  start(): void;
  stop(): void;
}

export interface LatenessOptions {
  /** Milliseconds that the oldest operation has waited for the node. */
  nodeWaitMs(): number;
  lateAfterWaitMs: number;
  lateAfterDelayMs: number;
}

/** Milliseconds between two measurements. */
const everyMs = 100;

/** Of each measurement, in the mean: one long turn of the event loop, as garbage collection takes it, is not late yet. */
const weight = 0.3;

/**
 * Measures by how much the event loop delays a timer, as a moving mean, and how long operations wait for their
 * turn. The greater of the two counts, each against its limit.
 */
export function createLatenessMeter(options: LatenessOptions): LatenessMeter {
  const { nodeWaitMs, lateAfterWaitMs, lateAfterDelayMs } = options;
  let timer: NodeJS.Timeout | undefined;
  let delayMs = 0;
  let lateness: Lateness = 0;

  function measure(dueMs: number): void {
    const nowMs = performance.now();
    delayMs += (nowMs - dueMs - delayMs) * weight;
    const times = Math.max(delayMs / lateAfterDelayMs, nodeWaitMs() / lateAfterWaitMs);
    lateness = times >= 2 ? 2 : times >= 1 ? 1 : 0;
    wait(nowMs);
  }

  function wait(nowMs: number): void {
    timer = setTimeout(() => measure(nowMs + everyMs), everyMs);
    timer.unref();
  }

  return {
    read: () => lateness,
    start: () => wait(performance.now()),
    stop: () => clearTimeout(timer),
  };
}
