import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { faultKinds, type FaultKind } from './faults/fault.ts';
import { runChaos } from './run-chaos.ts';

/*
 * npm run chaos -- [--minutes 1] [--at-most 5] [--faults kill,stop,term,database,connections,network]
 *   [--kills 20] [--stops 5] [--database-kills 3] [--pace 1] [--seed 1] [--keep]
 * Runs the service under faults of its processes, its database and the network between them, then
 * checks the promises. Exit code 1 when one was broken. The faults end when the minutes are over and the
 * minimum counts are reached (with a kill at each step), or after `--at-most` minutes. The seed decides
 * the order of the faults. `--pace 5` multiplies the pauses between them by 5. `--keep` keeps the folder
 * with the nodes' output.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    faults: { type: 'string', default: faultKinds.join() },
    kills: { type: 'string', default: '0' },
    stops: { type: 'string', default: '0' },
    'database-kills': { type: 'string', default: '0' },
    'at-most': { type: 'string', default: 'Infinity' },
    pace: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
});
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => interrupted.abort());
// An error of the run itself must still clean up its processes and folders.
process.on('uncaughtException', (error) => {
  if (interrupted.signal.aborted) return; // background work fails on removed folders
  tell(`The run itself failed: ${error.stack ?? error.message}`);
  interrupted.abort();
});

function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readNumber(name: Exclude<keyof typeof values, 'keep'>): number {
  const number = Number(values[name]);
  if (!(number >= 0)) throw new Error(`--${name} must be a number`);
  return number;
}

function readKinds(): FaultKind[] {
  const names = values.faults.split(',').filter((name) => name !== '');
  const unknown = names.find((name) => !faultKinds.some((kind) => kind === name));
  if (unknown) throw new Error(`--faults knows ${faultKinds.join()}, not ${unknown}`);
  return faultKinds.filter((kind) => names.includes(kind));
}

const seed = readNumber('seed');
const words = process.argv
  .slice(2)
  .filter((word, n, all) => ![word, all[n - 1]].includes('--seed'));
const command = ['npm run chaos --', ...words, '--seed', seed].join(' ');
tell(`seed ${seed}: ${command}`);
const result = await runChaos({
  command,
  seed,
  kinds: readKinds(),
  wanted: {
    minutes: readNumber('minutes'),
    minutesAtMost: readNumber('at-most'),
    least: {
      kill: readNumber('kills'),
      stop: readNumber('stops'),
      database: readNumber('database-kills'),
    },
  },
  signal: interrupted.signal,
  pace: readNumber('pace'),
  keep: values.keep,
  tell,
}).catch((error: unknown) => {
  tell(String(error));
  process.exit(1); // everything is already cleaned up
});
for (const { promise, what, evidence } of result.violations) {
  tell(`VIOLATION of ${promise}: ${what}\n${JSON.stringify(evidence, null, 1)}`);
}
tell(result.summary);
process.exit(result.violations.length > 0 ? 1 : 0);
