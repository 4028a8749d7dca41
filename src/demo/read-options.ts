import { parseArgs } from 'node:util';

/** Verified deliveries after which `--once` ends. */
export const verifiedWanted = 10;

/** Command-line usage. */
export const usage = `npm run demo              runs until Ctrl-C
npm run demo -- --once    ends after ten verified deliveries`;

/** Options of `npm run demo`. */
export interface DemoOptions {
  once: boolean;
  help: boolean;
}

/** Parses the arguments; on bad input returns a sentence for the user. */
export function readOptions(args: string[]): DemoOptions | { error: string } {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args, options: { once: flag, help: { ...flag, short: 'h' } } }).values;
  } catch (error) {
    return { error: (error as Error).message };
  }
}
