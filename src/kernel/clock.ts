/** Where time comes from, so that a test can own it. */
export interface Clock {
  /** The wall clock: for what people and receivers read. */
  now(): Date;
  /** Milliseconds that only ever rise: for leases, deadlines and durations inside this process. */
  monotonicMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
};
