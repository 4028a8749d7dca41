import { systemClock } from '../../src/kernel/index.ts';
import type { Clock } from '../../src/kernel/index.ts';

/** A clock that a test owns. */
export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass at once. */
  advance(ms: number): void;
}

/** Monotonic time stands still until it is advanced; the wall clock is the machine's, since signatures tell it. */
export function createFakeClock(): FakeClock {
  let passedMs = 0;
  return {
    now: () => systemClock.now(),
    monotonicMs: () => passedMs,
    advance(ms) {
      passedMs += ms;
    },
  };
}
