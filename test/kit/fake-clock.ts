import { systemClock, type Clock } from '../../src/kernel/index.ts';

/** A clock controlled by a test. */
export interface FakeClock extends Clock {
  /** Advances monotonic time by this many milliseconds. */
  advance(ms: number): void;
  /** Moves the wall clock forward. */
  travel(ms: number): void;
}

/** Monotonic time stands still until advanced; the wall clock is the machine's until moved forward. */
export function createFakeClock(): FakeClock {
  let passedMs = 0;
  let aheadMs = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + aheadMs),
    monotonicMs: () => passedMs,
    advance(ms) {
      passedMs += ms;
    },
    travel(ms) {
      aheadMs += ms;
    },
  };
}
