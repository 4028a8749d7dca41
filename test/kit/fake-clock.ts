import { systemClock, type Clock } from '../../src/kernel/index.ts';

/** A clock that a test owns. */
export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass at once. */
  advance(ms: number): void;
  /** Puts the wall clock forward. */
  travel(ms: number): void;
}

/** Monotonic time stands still until it is advanced; the wall clock is the machine's until it is put forward. */
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
