import { pino, type Logger } from 'pino';

export type { Logger };
export type LogLevel = 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug';

/** One JSON line an entry on standard output. Nobody logs a secret, a token or a payload. */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
