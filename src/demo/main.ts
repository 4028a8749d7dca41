import { ConfigError, loadConfig } from '../config/config.ts';
import { readOptions, usage } from './read-options.ts';
import { runDemo, verifiedWanted, type DemoResult } from './run-demo.ts';
import { listenForStop } from './stop-signals.ts';

/** `npm run demo`. @returns the exit code. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if ('error' in options) {
    console.error(`${options.error}\n\n${usage}`);
    return 1;
  }
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const result = await runDemo({
    once: options.once,
    port: readPort(),
    stopped: listenForStop(),
    print: (text) => console.log(text),
    printError: (text) => console.error(text),
  });
  const isComplete = options.once && result.verifiedCount >= verifiedWanted;
  console.log(`\n${isComplete ? 'Done' : 'Stopped'}: ${describeResult(result)}`);
  return result.refusedCount === 0 && (isComplete || !options.once) ? 0 : 1;
}

/** The port that the user asked for, null when they did not. @throws ConfigError when it is none. */
function readPort(): number | null {
  // The configuration does not tell a port that was asked for from the usual one.
  // eslint-disable-next-line no-restricted-properties
  const { PORT } = process.env;
  return PORT === undefined || PORT === '' ? null : loadConfig({ PORT }).port;
}

function describeResult({ verifiedCount, refusedCount }: DemoResult): string {
  const refused = refusedCount === 0 ? '' : `, ${refusedCount} with a wrong signature`;
  return `${verifiedCount} ${verifiedCount === 1 ? 'delivery' : 'deliveries'} verified${refused}.`;
}

/** What the user can mend is said in a sentence, without a stack. */
function describeFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return `The demo cannot go on: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
