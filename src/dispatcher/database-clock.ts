import type { Clock, Logger } from '../kernel/index.ts';

/** The time of the database, as far as this node knows it. */
export interface DatabaseClock extends Clock {
  /**
   * Corrects the clock by what the database's clock showed at some moment between `sentMs`, by the node's
   * own wall clock, and now.
   */
  correct(databaseMs: number, sentMs: number): void;
}

/** Receivers refuse a `webhook-timestamp` that is 5 minutes off; a node that is off by more than this says so. */
const toldFromMs = 30_000;

/**
 * Makes a clock that shows the database's time: receivers refuse signatures with a wrong one, and all nodes
 * must agree on how long a webhook has been failing. A clock that agrees with the database, as exactly as a
 * statement can tell, is left as it is. A difference of more than 30 s is logged once, and its end too.
 */
export function createDatabaseClock(clock: Clock, logger: Logger): DatabaseClock {
  let offsetMs = 0;
  let isOff = false;

  function tell(): void {
    const isOffNow = Math.abs(offsetMs) > toldFromMs;
    if (isOffNow === isOff) return;
    isOff = isOffNow;
    const offSeconds = Math.round(-offsetMs / 1_000);
    if (isOff)
      logger.warn(
        { offSeconds },
        "dispatcher: this machine's clock is off, the database's is used",
      );
    else logger.info("dispatcher: this machine's clock agrees with the database's again");
  }

  return {
    now: () => new Date(clock.now().getTime() + offsetMs),
    monotonicMs: () => clock.monotonicMs(),
    correct(databaseMs, sentMs) {
      const leastMs = databaseMs - clock.now().getTime();
      const mostMs = databaseMs - sentMs;
      if (leastMs > mostMs) return; // the clock was set back meanwhile: the next turn tells
      offsetMs = Math.min(Math.max(offsetMs, leastMs), mostMs);
      tell();
    },
  };
}
