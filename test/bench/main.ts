import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import { createBareLoops } from './bare-loops.ts';
import type { Loop } from './bare-loops.ts';
import { startBenchReceiver } from './receiver.ts';
import { sampleBody } from './sample.ts';
import { startServiceLoop } from './service-loop.ts';

/*
 * npm run bench -- [--rounds 5] [--count 20000]
 * Deliveries a second of the service (publishEvents → verified request → recorded, on a durable
 * PostgreSQL) beside bare signed loops of undici and ky against the same receiver, in turns.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    count: { type: 'string', default: '20000' },
  },
});
const rounds = Number(values.rounds);
const count = Math.ceil(Number(values.count) / 100) * 100;
/** As many requests in flight as the service has at most: 10 webhooks with 10 each. */
const concurrency = 100;

const dataDir = await mkdtemp(join(tmpdir(), 'stockaj-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir });
const receiver = await startBenchReceiver();
const service = await startServiceLoop(postgres.url, receiver.origin);
await receiver.expect(service.secrets);
const [[path, secret] = ['', '']] = Object.entries(service.secrets);
const bare = createBareLoops({
  url: receiver.origin + path,
  secret,
  body: sampleBody,
  concurrency,
});

const loops: Record<string, Loop> = { undici: bare.undici, ky: bare.ky, service: service.run };
const rates: Record<string, number[]> = { undici: [], ky: [], service: [] };
console.log(
  `${rounds} rounds of ${count} requests, ${sampleBody.length} bytes, Node ${process.version}`,
);
for (const loop of Object.values(loops)) await loop(2_000); // warm up
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, loop] of Object.entries(loops)) rates[name]?.push(await measure(loop));
  console.log(`round ${round}: ${describe((all) => all.at(-1) ?? 0)}`);
}
console.log(`median:  ${describe(median)}`);
for (const limit of ['undici', 'ky']) {
  const ratios = (rates['service'] ?? []).map((rate, n) => rate / (rates[limit]?.[n] ?? NaN));
  console.log(
    `service ÷ ${limit}: median ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
  );
}
await bare.close();
await service.stop();
receiver.stop();
await postgres.stop();
await rm(dataDir, { recursive: true, force: true });

/** Requests a second; every one must have been verified by the receiver. */
async function measure(loop: Loop): Promise<number> {
  const before = await receiver.countVerified();
  const start = performance.now();
  await loop(count);
  const seconds = (performance.now() - start) / 1000;
  const verified = (await receiver.countVerified()) - before;
  if (verified !== count)
    throw new Error(`The receiver verified ${verified} of ${count} requests.`);
  return count / seconds;
}

function describe(of: (rates: number[]) => number): string {
  return Object.entries(rates)
    .map(([name, all]) => `${name} ${Math.round(of(all))}/s`)
    .join('  ');
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
