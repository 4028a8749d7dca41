import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { faultKinds } from './faults/fault.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** Milliseconds that the faults, settling and the check may take together. */
const patienceMs = 180_000;
/** Before jest gives up, so that the run ends its processes itself. */
const goodbyeMs = 20_000;

/** How many faults of each kind the run has at least. */
const least = { kill: 20, stop: 5, term: 1, database: 3, connections: 1, network: 1 };

jest.setTimeout(patienceMs + goodbyeMs);

test('the five promises hold while nodes, database and network are being broken', async () => {
  const { code, output } = await runChaos([
    ...['--minutes', '0', '--at-most', '2.1'],
    ...['--kills', String(least.kill), '--stops', String(least.stop)],
    ...['--database-kills', String(least.database)],
  ]);
  // The whole of it, for the seed and the evidence are in it.
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

/** As the table tells it: `kill 20`. */
function countOf(faults = '', kind: string): number {
  return Number(new RegExp(`\\b${kind} (\\d+)`).exec(faults)?.[1]);
}

/** As `npm run chaos` does. */
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
