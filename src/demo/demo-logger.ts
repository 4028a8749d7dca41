import { pino } from 'pino';
import type { Logger } from '../kernel/index.ts';

/** Logs only the application's warnings and errors, one readable line each. Webhooks that fail are part of the demo. */
export function createDemoLogger(write: (line: string) => void): Logger {
  const writeLine = (json: string): void => {
    const entry = JSON.parse(json) as Entry;
    if (!entry.msg.startsWith('dispatcher: webhook ')) write(toLine(entry));
  };
  return pino({ level: 'warn', base: null, timestamp: false }, { write: writeLine });
}

interface Entry {
  level: number;
  msg: string;
}

const errorLevel = 50; // pino's number for `error`

function toLine({ level, msg, ...rest }: Entry): string {
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  return `${level < errorLevel ? 'warning' : 'error'}: ${msg}${details}`;
}
