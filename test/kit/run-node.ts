import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createLogger } from '../../src/kernel/index.ts';
import { startTestApp } from './app.ts';

// A node in a process of its own, for tests that kill it: on the database in the first argument, with
// the variables of the environment in the second (JSON). Prints the port of its metrics, if any, and a line when it runs, and then stays
// until its input ends, so that it never outlives the test. A line of its input names a file: as long
// as that is there, the event loop stands still.
const [url = '', env = '{}'] = process.argv.slice(2);
const { app } = await startTestApp({
  database: { url },
  env: JSON.parse(env) as Record<string, string>,
  options: { logger: createLogger('warn') },
});
if (app.metricsPort !== null) process.stdout.write(`metrics ${app.metricsPort}\n`);
process.stdout.write('ready\n');
createInterface({ input: process.stdin })
  .on('line', standStillWhile)
  .on('close', () => process.exit(0));

function standStillWhile(path: string): void {
  process.stdout.write('busy\n');
  const bell = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(path)) Atomics.wait(bell, 0, 0, 20); // milliseconds: nobody ever rings
}
