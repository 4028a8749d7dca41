import { ConfigError, loadConfig } from '../config/config.ts';
import { listenForStop } from '../process/stop-signals.ts';
import { readOptions, usage, verifiedWanted } from './read-options.ts';
import type { DemoResult } from './run-demo.ts';

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
  const port = readPort();
  // Loading the service takes seconds, so it waits until the arguments are known to be right.
  const { runDemo } = await import('./run-demo.ts');
  // Not before: a signal while modules load ends the process at once.
  const stopRequested = listenForStop({ signals: ['SIGINT', 'SIGTERM', 'SIGHUP'] });
  const stopped = AbortSignal.any([stopRequested, listenForClosedOutput()]);
  console.log('Starting PostgreSQL and the service …');
  const result = await runDemo({
    once: options.once,
    port,
    stopped,
    print: (text) => console.log(text),
    printError: (text) => console.error(text),
  });
  const isComplete = options.once && result.verifiedCount >= verifiedWanted;
  console.log(`\n${isComplete ? 'Done' : 'Stopped'}: ${describeResult(result)}`);
  return result.refusedCount === 0 && (isComplete || !options.once) ? 0 : 1;
}

/** Aborted when the reader of our output is gone, as with `| head`. */
function listenForClosedOutput(): AbortSignal {
  const closed = new AbortController();
  process.stdout.on('error', () => closed.abort());
  return closed.signal;
}

/** Returns the PORT given by the user, or null. @throws ConfigError when it is not a port number. */
function readPort(): number | null {
  // loadConfig cannot distinguish a given port from the default.
  // eslint-disable-next-line no-restricted-properties
  const { PORT } = process.env;
  return PORT === undefined || PORT === '' ? null : loadConfig({ PORT }).port;
}

function describeResult({ verifiedCount, refusedCount }: DemoResult): string {
  const refused = refusedCount === 0 ? '' : `, ${refusedCount} with a wrong signature`;
  return `${verifiedCount} ${verifiedCount === 1 ? 'delivery' : 'deliveries'} verified${refused}.`;
}

/** One sentence, without a stack: the user can fix a ConfigError. */
function describeFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return `The demo failed: ${error instanceof Error ? error.message : String(error)}`;
}

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(describeFailure(error));
  process.exit(1);
}
