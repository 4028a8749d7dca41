/** The source of time; tests use their own. */
export interface Clock {
  /** The wall clock, for times that people and receivers read. */
  now(): Date;
  /** Milliseconds that never go back, for leases, deadlines and durations inside this process. */
  monotonicMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
