import { pino } from 'pino';
import type { Logger } from '../kernel/index.ts';

/** Logs only the application's warnings and errors, one readable line each. */
export function createDemoLogger(write: (line: string) => void): Logger {
  return pino(
    { level: 'warn', base: null, timestamp: false },
    { write: (json) => write(toLine(json)) },
  );
}

const errorLevel = 50; // pino's number for `error`

function toLine(json: string): string {
  const { level, msg, ...rest } = JSON.parse(json) as { level: number; msg: string };
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${level < errorLevel ? 'warning' : 'error'}: ${msg}${details}`;
}
