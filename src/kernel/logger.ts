import { pino, type DestinationStream, type Logger } from 'pino';
import { serializeError } from './serialize-error.ts';

export type { Logger };
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Replaces pino's own serializer of `err`, which would log everything an error carries. */
const serializers = { err: (err: unknown) => (err instanceof Error ? serializeError(err) : err) };

/**
 * Makes a logger that writes each entry as one JSON line, to standard output or to `destination`. Never log
 * a secret, a token or a payload.
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
