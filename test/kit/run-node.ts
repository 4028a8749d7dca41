import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createLogger } from '../../src/kernel/index.ts';
import { startTestApp } from './app.ts';

// A node in its own process, for tests that kill it. Arguments: the database URL and the environment
// (JSON). Prints its metrics port, if any, its URL, then `ready`. Runs until its input ends, so it never outlives
// the test. A line of input names a file: the event loop is blocked while that file exists.
const [url = '', env = '{}'] = process.argv.slice(2);
const { app } = await startTestApp({
  database: { url },
  env: JSON.parse(env) as Record<string, string>,
  options: { logger: createLogger('warn') },
});
if (app.metricsPort !== null) process.stdout.write(`metrics ${app.metricsPort}\n`);
process.stdout.write(`url ${app.url}\n`);
process.stdout.write('ready\n');
createInterface({ input: process.stdin })
  .on('line', standStillWhile)
  .on('close', () => process.exit(0));

function standStillWhile(path: string): void {
  process.stdout.write('busy\n');
  const bell = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(path)) Atomics.wait(bell, 0, 0, 20); // milliseconds; never notified
}
