import type { ErrorLog, Logger } from '../kernel/index.ts';

/** What failed: each cause is mended by a success of its own kind alone. */
export type GateCause = 'record' | 'renewal';

/**
 * Keeps the promise that after a failed record or lease renewal no request starts until one
 * succeeds: what cannot be recorded must not be sent.
 */
export interface Gate {
  isOpen: boolean;
  isShutBy(cause: GateCause): boolean;
  /** A record or a renewal failed. */
  close(cause: GateCause, error: unknown): void;
  /** A record or a renewal succeeded. */
  open(cause: GateCause): void;
}

export interface GateOptions {
  errorLog: ErrorLog;
  logger: Logger;
  /** Called when the gate opens again. */
  onOpen: () => void;
}

/** An open gate. At the level `debug` each time that it shuts or opens is logged. */
export function createGate({ errorLog, logger, onOpen }: GateOptions): Gate {
  const causes = new Set<GateCause>();
  return {
    get isOpen() {
      return causes.size === 0;
    },
    isShutBy: (cause) => causes.has(cause),
    close(cause, error) {
      if (causes.size === 0) logger.debug({ cause }, 'dispatcher: the gate is shut');
      causes.add(cause);
      errorLog.noteRetried(error, 'dispatcher: cannot write, no request starts until it can');
    },
    open(cause) {
      if (!causes.delete(cause) || causes.size > 0) return;
      logger.debug('dispatcher: the gate is open');
      onOpen();
    },
  };
}
