import type { Clock, Logger } from '../kernel/index.ts';

/** A clock that follows the clock of the database. */
export interface DatabaseClock extends Clock {
  /**
   * Corrects the clock by a reading of the database's clock, taken between `sentMs` (by the node's own
   * clock) and now.
   */
  correct(databaseMs: number, sentMs: number): void;
}

/** A larger difference is logged. Receivers refuse a `webhook-timestamp` that is 5 minutes off. */
const warnFromMs = 30_000;

/**
 * Creates a clock that shows the database's time. Receivers refuse signatures with a wrong time, and all nodes
 * must agree on how long a webhook has been failing. The offset changes only if a reading shows that it must
 * be wrong. A difference of more than 30 s is logged once, and so is its end.
 */
export function createDatabaseClock(clock: Clock, logger: Logger): DatabaseClock {
  let offsetMs = 0;
  let isOff = false;

  function logChange(): void {
    const isOffNow = Math.abs(offsetMs) > warnFromMs;
    if (isOffNow === isOff) return;
    isOff = isOffNow;
    const offSeconds = Math.round(-offsetMs / 1_000);
    if (isOff)
      logger.warn(
        { offSeconds },
        "dispatcher: this machine's clock is wrong, using the database's clock",
      );
    else logger.info("dispatcher: this machine's clock agrees with the database's again");
  }

  return {
    now: () => new Date(clock.now().getTime() + offsetMs),
    monotonicMs: () => clock.monotonicMs(),
    correct(databaseMs, sentMs) {
      const minMs = databaseMs - clock.now().getTime();
      const maxMs = databaseMs - sentMs;
      if (minMs > maxMs) return; // the clock was set back since: wait for the next reading
      offsetMs = Math.min(Math.max(offsetMs, minMs), maxMs);
      logChange();
    },
  };
}
