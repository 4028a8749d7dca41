import { systemClock } from '../../src/kernel/index.ts';
import type { Clock } from '../../src/kernel/index.ts';

/** The machine's clock, that a test moves ahead. */
export interface FakeClock extends Clock {
  /** Lets so many milliseconds pass at once, for monotonic time alone. */
  advance(ms: number): void;
}

/** A clock that goes on by itself, so that polling and deadlines work, and jumps when told to. */
export function createFakeClock(): FakeClock {
  let aheadMs = 0;
  return {
    now: () => systemClock.now(),
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
    advance(ms) {
      aheadMs += ms;
    },
  };
}
