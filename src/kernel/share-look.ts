import { withTimeout } from './wait.ts';

/** When a check may start again, and how long callers wait for it; in milliseconds. */
export interface LookTimes {
  /** The shortest time between the starts of two checks. */
  everyMs: number;
  /** Measured from the start of a check. */
  waitMs: number;
}

/**
 * One check for all callers. A new one starts when the last has ended and started at least `everyMs` ago;
 * until then every caller gets the result of the last one.
 *
 * @param look must not reject
 * @param onSilence the result for callers when a check takes longer than `waitMs`
 */
export function shareLook<Found>(
  look: () => Promise<Found>,
  onSilence: Found,
  { everyMs, waitMs }: LookTimes,
): () => Promise<Found> {
  let found: Promise<Found> | undefined;
  let startedMs = -Infinity;
  let isLooking = false;

  async function wait(looking: Promise<Found>): Promise<Found> {
    return (await withTimeout(waitMs, looking)) ? looking : onSilence;
  }

  return async () => {
    if (found && (isLooking || performance.now() - startedMs < everyMs)) return found;
    startedMs = performance.now();
    isLooking = true;
    found = wait(look().finally(() => (isLooking = false)));
    return found;
  };
}
