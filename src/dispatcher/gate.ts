import type { ErrorLog, Logger } from '../kernel/index.ts';

/** A reason to close the gate. Only a success of the same kind removes it. */
export type GateCause = 'record' | 'renewal';

/**
 * After a failed record or lease renewal, no request starts until one of the same kind succeeds: a delivery
 * that cannot be recorded must not be sent.
 */
export interface Gate {
  isOpen: boolean;
  isClosedBy(cause: GateCause): boolean;
  /** Call it when a record or renewal fails. */
  close(cause: GateCause, error: unknown): void;
  /** Call it when a record or renewal succeeds. */
  open(cause: GateCause): void;
}

export interface GateOptions {
  errorLog: ErrorLog;
  logger: Logger;
  /** Called when the gate opens again. */
  onOpen: () => void;
}

/** Creates an open gate. Closing and opening are logged at `debug`. */
export function createGate({ errorLog, logger, onOpen }: GateOptions): Gate {
  const causes = new Set<GateCause>();
  return {
    get isOpen() {
      return causes.size === 0;
    },
    isClosedBy: (cause) => causes.has(cause),
    close(cause, error) {
      if (causes.size === 0) logger.debug({ cause }, 'dispatcher: gate closed');
      causes.add(cause);
      errorLog.noteRetried(
        error,
        'dispatcher: write failed, no request starts until a write succeeds',
      );
    },
    open(cause) {
      if (!causes.delete(cause) || causes.size > 0) return;
      logger.debug('dispatcher: gate opened');
      onOpen();
    },
  };
}
