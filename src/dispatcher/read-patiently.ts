import { setTimeout as delay } from 'node:timers/promises';
import { describeFault } from '../kernel/index.ts';
import type { Logger } from '../kernel/index.ts';

const retryMs = 1_000;

/** Reads until it succeeds, once a second, as long as `mayWait`. @returns null when the wait was over first */
export async function readPatiently<Value>(
  read: () => Promise<Value>,
  mayWait: () => boolean,
  logger: Logger,
): Promise<Value | null> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!mayWait()) return null;
      logger.warn({ fault: describeFault(error) }, 'dispatcher: cannot read a webhook, trying on');
      await delay(retryMs);
    }
  }
}
