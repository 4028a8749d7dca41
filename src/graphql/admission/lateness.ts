/** 0 on time, 1 late, 2 very late. */
export type Lateness = 0 | 1 | 2;

/** Measures the load of the node. */
export interface LatenessMeter {
  read(): Lateness;
  /** Whether the thread has hardly any time to spare. */
  isBusy(): boolean;
  start(): void;
  stop(): void;
}

export interface LatenessOptions {
  /** Milliseconds that the oldest operation has waited for the node or for others, not counting those for unread answers. */
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
/** Consecutive measurements that must show a delay: one long turn of the event loop, such as garbage collection, does not count. */
const inARow = 3;
/** Share of the time that a busy event loop works. */
const busyShare = 0.85;

/**
 * Measures how much the event loop delays a timer, how long operations wait for their turn, and how much of
 * the time the event loop works. Operations that wait only for others of their own workspace make the node late
 * but never very late: then only workspaces beyond their share are refused.
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
