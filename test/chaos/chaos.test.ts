import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { faultKinds } from './faults/fault.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** Milliseconds for faults, settling and the check together. */
const patienceMs = 180_000;
/** Milliseconds before jest's timeout, in which the run ends its own processes. */
const goodbyeMs = 20_000;

/** Minimum number of faults of each kind. */
const least = { kill: 20, stop: 5, term: 1, database: 3, connections: 1, network: 1 };

jest.setTimeout(patienceMs + goodbyeMs);

test('the five promises hold under faults of nodes, database and network', async () => {
  const { code, output } = await runChaos([
    ...['--minutes', '0', '--at-most', '2.1'],
    ...['--kills', String(least.kill), '--stops', String(least.stop)],
    ...['--database-kills', String(least.database)],
  ]);
  // The output includes the seed and the evidence.
  if (code !== 0) throw new Error(output);
  process.stdout.write(output.slice(output.indexOf('| what |')));
  const faults = output.split('\n').find((line) => line.startsWith('| faults |'));
  for (const kind of faultKinds) expect(countOf(faults, kind)).toBeGreaterThanOrEqual(least[kind]);
  const kills = output.split('\n').find((line) => line.startsWith('| of them kill |'));
  for (const family of ['publish', 'claim', 'record', 'takeover', 'connect|request|answer']) {
    expect(kills).toMatch(new RegExp(`(?:${family})(?: sent)? [1-9]`));
  }
  expect(output).toContain('| violations | 0 |');
});

/** Reads a count from the table: `kill 20`. */
function countOf(faults = '', kind: string): number {
  return Number(new RegExp(`\\b${kind} (\\d+)`).exec(faults)?.[1]);
}

/** Runs the same script as `npm run chaos`. */
async function runChaos(words: string[]): Promise<{ code: number | null; output: string }> {
  const chaos = spawn(process.execPath, ['--import', 'tsx', 'test/chaos/main.ts', ...words], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [chaos.stdout, chaos.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const patience = setTimeout(() => chaos.kill(), patienceMs);
  const [code] = (await once(chaos, 'close')) as [number | null];
  clearTimeout(patience);
  return { code, output };
}
