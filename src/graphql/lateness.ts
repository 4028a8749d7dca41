/** How far the node is behind: 0 in time, 1 late, 2 very late. */
export type Lateness = 0 | 1 | 2;

/** Measures how much the node has to do. */
export interface LatenessMeter {
  /** How far it is behind. */
  read(): Lateness;
  /** Whether its thread has hardly any time to spare. */
  isBusy(): boolean;
  start(): void;
  stop(): void;
}

export interface LatenessOptions {
  /** Milliseconds that the oldest operation has waited, whatever for. */
  waitMs(): number;
  /** Milliseconds that the oldest operation has waited for the node. */
  nodeWaitMs(): number;
  /** Called after each measurement. */
  onMeasured(): void;
  lateAfterWaitMs: number;
  lateAfterDelayMs: number;
}

/** Milliseconds between two measurements. */
const everyMs = 100;
/** Measurements in a row that must show a delay: one long turn of the event loop, as garbage collection takes it, is none. */
const inARow = 3;
/** The share of the time in which the event loop did not wait. */
const busyShare = 0.85;

/**
 * Measures by how much the event loop delays a timer, how long operations wait for their turn, and how much of
 * its time the event loop works. Who waits for others of its own workspace alone makes the node late, never very
 * late: then only workspaces with more than their share are refused.
 */
export function createLatenessMeter(options: LatenessOptions): LatenessMeter {
  const { waitMs, nodeWaitMs, lateAfterWaitMs, lateAfterDelayMs } = options;
  let timer: NodeJS.Timeout | undefined;
  let delaysMs: readonly number[] = Array<number>(inARow).fill(0);
  let lateness: Lateness = 0;
  let utilization = performance.eventLoopUtilization();
  let isBusy = false;

  function measure(dueMs: number): void {
    const nowMs = performance.now();
    delaysMs = [...delaysMs.slice(1), nowMs - dueMs];
    const delayTimes = Math.min(...delaysMs) / lateAfterDelayMs;
    const isLate = delayTimes >= 1 || waitMs() >= lateAfterWaitMs;
    const isVeryLate = delayTimes >= 2 || nodeWaitMs() >= 2 * lateAfterWaitMs;
    lateness = isVeryLate ? 2 : isLate ? 1 : 0;
    const last = utilization;
    utilization = performance.eventLoopUtilization();
    isBusy = performance.eventLoopUtilization(utilization, last).utilization > busyShare;
    wait(nowMs);
    options.onMeasured();
  }

  function wait(nowMs: number): void {
    timer = setTimeout(() => measure(nowMs + everyMs), everyMs);
    timer.unref();
  }

  return {
    read: () => lateness,
    isBusy: () => isBusy,
    start: () => wait(performance.now()),
    stop: () => clearTimeout(timer),
  };
}
