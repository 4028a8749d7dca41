import { setTimeout as delay } from 'node:timers/promises';
import type { ErrorLog } from '../kernel/index.ts';

const retryMs = 1_000;

/** Reads until it succeeds, once a second, as long as `mayWait`. @returns null when the wait was over first */
export type ReadPatiently = <Value>(
  read: () => Promise<Value>,
  mayWait: () => boolean,
) => Promise<Value | null>;

/** Makes a patient reader. */
export function createPatientReader(errorLog: ErrorLog): ReadPatiently {
  return async function readPatiently(read, mayWait) {
    for (;;) {
      try {
        return await read();
      } catch (error) {
        if (!mayWait()) return null;
        errorLog.noteRetried(error, 'dispatcher: cannot read a webhook, will retry');
        await delay(retryMs);
      }
    }
  };
}
