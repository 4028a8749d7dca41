import { pino, type DestinationStream, type Logger } from 'pino';
import { serializeError } from './serialize-error.ts';

export type { Logger };
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** pino serializes `err` by itself otherwise, with everything that an error carries. */
const serializers = { err: (err: unknown) => (err instanceof Error ? serializeError(err) : err) };

/**
 * Makes a logger that writes one JSON line an entry to standard output, or to `destination`. No secret,
 * token or payload is ever logged.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers,
  };
  return destination ? pino(options, destination) : pino(options);
}
