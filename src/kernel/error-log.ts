/*
 * An outage makes the same error thousands of times, and each line after the first says nothing new. So
 * errors are counted by their cause: the message of the place that met them, and the code of the error.
 * The first one of a cause is logged at once, then one line a minute says how many there were, and a last
 * one that there were none for a minute. An error's own message is no part of the cause, since it may hold ids.
 */
import { systemClock, type Clock } from './clock.ts';
import { serializeError } from './serialize-error.ts';
import { UnavailableError } from './errors.ts';
import type { Logger } from './logger.ts';

/**
 * Logs errorLog. Temporary ones are warnings without a stack, counted as above. All others are errors with a
 * stack. At the level `debug` each error is logged, with its stack.
 */
export interface ErrorLog {
  /**
   * Something failed that is tried again by itself. What is lasting is counted like what is temporary.
   *
   * @param message says what failed, in one of a few fixed texts
   */
  noteRetried(error: unknown, message: string): void;
  /** A call failed, or one delivery. What is lasting is logged each time, with the details. */
  noteFailed(error: unknown, message: string, details: object): void;
  /** Whether an error with this code was noted in the last so many milliseconds. */
  hasSeen(code: string, withinMs: number): boolean;
  /** Logs what has been counted and forgets it. */
  flush(): void;
}

export interface ErrorLogOptions {
  logger: Logger;
  clock?: Clock;
  /** Whether the same may succeed a little later; an UnavailableError always may. */
  isTemporary: (error: unknown) => boolean;
}

/** All errors of one cause. */
interface Cause {
  message: string;
  code: string;
  /** The last of them. */
  error: unknown;
  since: Date;
  /** When a line was written. */
  loggedMs: number;
  /** Since that line, and in all. */
  count: number;
  total: number;
}

const minuteMs = 60_000;
/** Between two looks at what is to be written. */
const lookMs = 1_000;
/** More than there are in any outage; further ones are told apart by their message alone. */
const causesMax = 200;

/** Makes the error log of a node. */
export function createErrorLog({
  logger,
  clock = systemClock,
  isTemporary,
}: ErrorLogOptions): ErrorLog {
  const causes = new Map<string, Cause>();
  /** When each code was noted last. */
  const seenMs = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const isPassing = (error: unknown) => error instanceof UnavailableError || isTemporary(error);

  function write(error: unknown, message: string, details: object): void {
    const isWarning = isPassing(error);
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
    timer ??= setInterval(writeDue, lookMs).unref();
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
        logger.info({ code, count, since }, `not again for a minute: ${message}`);
      }
    }
    if (causes.size === 0) stopLooking();
  }

  function stopLooking(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return {
    noteRetried: (error, message) => add(error, message, {}),
    noteFailed(error, message, details) {
      if (isPassing(error)) add(error, message, details);
      else write(error, message, details);
    },
    hasSeen: (code, withinMs) => (seenMs.get(code) ?? -Infinity) >= clock.monotonicMs() - withinMs,
    flush() {
      for (const cause of causes.values()) if (cause.count > 0) writeCount(cause);
      causes.clear();
      stopLooking();
    },
  };
}

/** Of the error or of the first one that it wraps; else the name of its class. */
function findCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return error instanceof Error ? error.name : typeof error;
}
