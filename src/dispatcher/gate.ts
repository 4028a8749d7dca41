import { describeFault } from '../kernel/index.ts';
import type { Logger } from '../kernel/index.ts';

/**
 * Keeps the promise that after a failed record or lease renewal no request starts until one
 * succeeds: what cannot be recorded must not be sent.
 */
export interface Gate {
  readonly isOpen: boolean;
  /** A record or a renewal failed. */
  close(error: unknown): void;
  /** A record or a renewal succeeded. */
  open(): void;
}

/** An open gate; `onOpen` is called when it opens again. Each closing and opening is logged once. */
export function createGate(logger: Logger, onOpen: () => void): Gate {
  let isOpen = true;
  return {
    get isOpen() {
      return isOpen;
    },
    close(error) {
      if (isOpen)
        logger.error(
          { fault: describeFault(error) },
          'dispatcher: cannot write, no request starts until it can',
        );
      isOpen = false;
    },
    open() {
      if (isOpen) return;
      isOpen = true;
      logger.info('dispatcher: can write again');
      onOpen();
    },
  };
}
