import { withTimeout } from './wait.ts';

/** Times of a check, in milliseconds. */
export interface CheckTimes {
  /** The shortest time between the starts of two checks. */
  everyMs: number;
  /** Measured from the start of a check. */
  waitMs: number;
}

/**
 * One check for all callers. A new one starts when the last has ended and started at least `everyMs` ago;
 * until then every caller gets the result of the last one.
 *
 * @param check must not reject
 * @param onTimeout the result for callers when a check takes longer than `waitMs`
 */
export function shareCheck<Result>(
  check: () => Promise<Result>,
  onTimeout: Result,
  { everyMs, waitMs }: CheckTimes,
): () => Promise<Result> {
  let latest: Promise<Result> | undefined;
  let startedMs = -Infinity;
  let isChecking = false;

  async function wait(checking: Promise<Result>): Promise<Result> {
    return (await withTimeout(waitMs, checking)) ? checking : onTimeout;
  }

  return async () => {
    if (latest && (isChecking || performance.now() - startedMs < everyMs)) return latest;
    startedMs = performance.now();
    isChecking = true;
    latest = wait(check().finally(() => (isChecking = false)));
    return latest;
  };
}
