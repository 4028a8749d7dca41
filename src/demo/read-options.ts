import { parseArgs } from 'node:util';

/** How the command is called. */
export const usage = `npm run demo              goes on until Ctrl-C
npm run demo -- --once    ends after ten verified deliveries`;

/** What the arguments of `npm run demo` ask for. */
export interface DemoOptions {
  once: boolean;
  help: boolean;
}

/** The options, or what is wrong with the arguments as a sentence for people. */
export function readOptions(args: string[]): DemoOptions | { error: string } {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ args, options: { once: flag, help: { ...flag, short: 'h' } } }).values;
  } catch (error) {
    return { error: (error as Error).message };
  }
}
