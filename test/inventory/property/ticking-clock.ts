import type { Clock } from '../../../src/kernel/index.ts';

/**
 * A clock that goes on by a millisecond with each reading, and only then: no two changes happen at the
 * same time, so a time that was not written shows.
 */
export function createTickingClock(): Clock {
  let ms = Date.UTC(2026, 0, 1);
  return { now: () => new Date(++ms), monotonicMs: () => performance.now() };
}
