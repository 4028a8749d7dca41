import { setTimeout as delay } from 'node:timers/promises';
import { describeFault } from '../kernel/index.ts';
import type { Logger } from '../kernel/index.ts';

const retryMs = 1_000;

/** Reads until it succeeds, once a second, as long as `mayWait`. @returns null when the wait was over first */
export type ReadPatiently = <Value>(
  read: () => Promise<Value>,
  mayWait: () => boolean,
) => Promise<Value | null>;

/** Makes a patient reader. However many wait, a failure is logged once until a read succeeds. */
export function createPatientReader(logger: Logger): ReadPatiently {
  let isFailing = false;

  function noteFailure(error: unknown): void {
    if (!isFailing) {
      logger.warn({ fault: describeFault(error) }, 'dispatcher: cannot read a webhook, trying on');
    }
    isFailing = true;
  }

  return async function readPatiently(read, mayWait) {
    for (;;) {
      try {
        const value = await read();
        isFailing = false;
        return value;
      } catch (error) {
        if (!mayWait()) return null;
        noteFailure(error);
        await delay(retryMs);
      }
    }
  };
}
