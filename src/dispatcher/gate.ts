import { describeFault } from '../kernel/index.ts';
import type { Logger } from '../kernel/index.ts';

/** What failed: each cause is mended by a success of its own kind alone. */
export type GateCause = 'record' | 'renewal';

/**
 * Keeps the promise that after a failed record or lease renewal no request starts until one
 * succeeds: what cannot be recorded must not be sent.
 */
export interface Gate {
  readonly isOpen: boolean;
  isShutBy(cause: GateCause): boolean;
  /** A record or a renewal failed. */
  close(cause: GateCause, error: unknown): void;
  /** A record or a renewal succeeded. */
  open(cause: GateCause): void;
}

/** An open gate; `onOpen` is called when it opens again. Each closing and opening is logged once. */
export function createGate(logger: Logger, onOpen: () => void): Gate {
  const causes = new Set<GateCause>();
  return {
    get isOpen() {
      return causes.size === 0;
    },
    isShutBy: (cause) => causes.has(cause),
    close(cause, error) {
      if (causes.size === 0) {
        logger.error(
          { cause, fault: describeFault(error) },
          'dispatcher: cannot write, no request starts until it can',
        );
      }
      causes.add(cause);
    },
    open(cause) {
      if (!causes.delete(cause) || causes.size > 0) return;
      logger.info('dispatcher: can write again');
      onOpen();
    },
  };
}
