/*
 * An outage causes the same error thousands of times, and each log line after the first says nothing new. So
 * errors are counted by cause: the log message of the place where they happened, and the code of the error.
 * The first error of a cause is logged at once. Then one line a minute gives the count, and a last line says
 * that a minute has passed without one. The error's own message is not part of the cause, since it may hold ids.
 */
import { systemClock, type Clock } from './clock.ts';
import { serializeError } from './serialize-error.ts';
import { UnavailableError } from './errors.ts';
import type { Logger } from './logger.ts';

/**
 * Logs errors. Temporary ones are warnings without a stack, counted as above; all others are errors with a
 * stack. At level `debug` every error is logged with its stack.
 */
export interface ErrorLog {
  /**
   * Notes a failure that will be retried. Permanent errors are counted too, like temporary ones.
   *
   * @param message says what failed, in one of a few fixed texts
   */
  noteRetried(error: unknown, message: string): void;
  /** Notes the failure of a call or a delivery. Permanent errors are logged each time, with the details. */
  noteFailed(error: unknown, message: string, details: object): void;
  /** Whether an error with this code was noted in the last `withinMs` milliseconds. */
  hasSeen(code: string, withinMs: number): boolean;
  /** Logs all counts and starts from zero. */
  flush(): void;
}

export interface ErrorLogOptions {
  logger: Logger;
  clock?: Clock;
  /** Whether a retry may succeed a little later; always true for an UnavailableError. */
  isTemporary: (error: unknown) => boolean;
}

/** All errors of one cause. */
interface Cause {
  message: string;
  code: string;
  /** The most recent error. */
  error: unknown;
  since: Date;
  /** When the last line was written. */
  loggedMs: number;
  /** Errors since that line, and in all. */
  count: number;
  total: number;
}

const minuteMs = 60_000;
/** Milliseconds between two checks for lines that are due. */
const checkMs = 1_000;
/** More than an outage produces. Beyond it, causes are distinguished by message only. */
const causesMax = 200;

/** Makes the error log of a node. */
export function createErrorLog({
  logger,
  clock = systemClock,
  isTemporary,
}: ErrorLogOptions): ErrorLog {
  const causes = new Map<string, Cause>();
  /** When each code was last noted. */
  const seenMs = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const isTransient = (error: unknown) => error instanceof UnavailableError || isTemporary(error);

  function write(error: unknown, message: string, details: object): void {
    const isWarning = isTransient(error);
    const line = { ...details, err: serializeError(error, { withStack: !isWarning }) };
    logger[isWarning ? 'warn' : 'error'](line, message);
  }

  function add(error: unknown, message: string, details: object): void {
    const code = findCode(error);
    const exact = `${message} ${code}`;
    const key = causes.has(exact) || causes.size < causesMax ? exact : message;
    const nowMs = clock.monotonicMs();
    if (seenMs.has(code) || seenMs.size < causesMax) seenMs.set(code, nowMs);
    const known = causes.get(key);
    if (known) {
      known.count += 1;
      Object.assign(known, { error, code, total: known.total + 1 });
      if (logger.isLevelEnabled('debug')) {
        logger.debug({ ...details, err: serializeError(error) }, message);
      }
      return;
    }
    const since = clock.now();
    causes.set(key, { message, code, error, since, loggedMs: nowMs, count: 0, total: 1 });
    write(error, message, { ...details, count: 1, since });
    timer ??= setInterval(writeDue, checkMs).unref();
  }

  function writeCount(cause: Cause): void {
    const { count, since } = cause;
    write(cause.error, cause.message, { count, since });
    Object.assign(cause, { count: 0, loggedMs: clock.monotonicMs() });
  }

  function writeDue(): void {
    for (const [key, cause] of causes) {
      if (clock.monotonicMs() - cause.loggedMs < minuteMs) continue;
      if (cause.count > 0) writeCount(cause);
      else {
        const { message, code, total: count, since } = cause;
        causes.delete(key);
        logger.info({ code, count, since }, `no recurrence for a minute: ${message}`);
      }
    }
    if (causes.size === 0) stopChecking();
  }

  function stopChecking(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    noteRetried: (error, message) => add(error, message, {}),
    noteFailed(error, message, details) {
      if (isTransient(error)) add(error, message, details);
      else write(error, message, details);
    },
    hasSeen: (code, withinMs) => (seenMs.get(code) ?? -Infinity) >= clock.monotonicMs() - withinMs,
    flush() {
      for (const cause of causes.values()) if (cause.count > 0) writeCount(cause);
      causes.clear();
      stopChecking();
    },
  };
}

/** The code of the error or of the first wrapped one that has a code; otherwise the name of its class. */
function findCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error instanceof Error ? error.name : typeof error;
}
