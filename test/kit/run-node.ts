import { startTestApp } from './app.ts';

// A node in a process of its own, for tests that kill it: on the database in the first argument, with
// the variables of the environment in the second (JSON). Prints a line when it runs, and then stays
// until its input ends, so that it never outlives the test.
const [url = '', env = '{}'] = process.argv.slice(2);
await startTestApp({ database: { url }, env: JSON.parse(env) as Record<string, string> });
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
