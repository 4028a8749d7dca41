import { pino } from 'pino';
import type { Logger } from '../kernel/index.ts';

/** The application's warnings and errors, one readable line each; nothing else. */
export function createDemoLogger(write: (line: string) => void): Logger {
  return pino(
    { level: 'warn', base: null, timestamp: false },
    { write: (json) => write(toLine(json)) },
  );
}

const errorLevel = 50; // of pino

function toLine(json: string): string {
  const { level, msg, ...rest } = JSON.parse(json) as { level: number; msg: string };
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${level < errorLevel ? 'warning' : 'error'}: ${msg}${details}`;
}
