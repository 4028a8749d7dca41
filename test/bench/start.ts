import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import type { Database } from '../../src/db/index.ts';
import { startFromSources } from '../kit/main-process.ts';
import { scrapeUrl } from '../kit/scrape.ts';
import type { Figure, Place } from './figure.ts';
import { machineNowMs } from './machine-clock.ts';
import type { BenchReceiver } from './receiver.ts';
import { addWebhooks, insertDue, openForSeeding } from './seed.ts';
import { createBenchEnv } from './service.ts';
import { median } from './statistics.ts';

/** Long enough for what a node does once at its start. */
const restMs = 5_000;
const metricsToken = 'only-for-the-bench';

/** `npm start` with the embedded PostgreSQL, in a data directory that exists, while one delivery waits. */
export const start: Figure = {
  title:
    'start: from the start of the process to /readyz 200 and to the first delivery; memory at rest',
  rounds: 5,
  count: 1,
  quick: { rounds: 2, count: 1 },
  async measure(place, rounds, count) {
    const dataDir = await mkdtemp(join(tmpdir(), 'stockaj-bench-start-'));
    try {
      const webhooks = await withServer(dataDir, place, (database, at) =>
        addWebhooks(database, at, [{ workspaceId: 'bench', path: '/start' }]),
      );
      const all: Started[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        await withServer(dataDir, place, (database) => insertDue(database, webhooks, count));
        const started = await startOnce(dataDir, place.receiver);
        all.push(started);
        console.log(`  round ${round}: ${describe((name) => started[name])}`);
      }
      console.log(`  median:  ${describe((name) => median(all.map((it) => it[name])))}`);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** Runs PostgreSQL alone in the data directory. */
async function withServer<T>(
  dataDir: string,
  place: Place,
  use: (database: Database, at: Place) => Promise<T>,
): Promise<T> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  const database = await openForSeeding(postgres.url);
  try {
    return await use(database, { ...place, databaseUrl: postgres.url });
  } finally {
    await database.close(true);
    await postgres.stop();
  }
}

/** Milliseconds since the start of the process, CPU time in milliseconds, and bytes. */
interface Started {
  readyMs: number;
  deliveredMs: number;
  cpuMs: number;
  rss: number;
}

async function startOnce(dataDir: string, receiver: BenchReceiver): Promise<Started> {
  const { DATABASE_URL: _, ...env } = createBenchEnv('');
  await receiver.order({ recordArrivals: true });
  const startMs = machineNowMs();
  const node = startFromSources({ ...env, DATA_DIR: dataDir, METRICS_TOKEN: metricsToken });
  try {
    const url = await node.ready;
    while ((await fetch(new URL('/readyz', url))).status !== 200) await delay(2);
    const readyMs = machineNowMs() - startMs;
    const deliveredMs = (await waitForArrival(receiver)) - startMs;
    await delay(restMs);
    const metrics = await scrapeUrl(new URL('/metrics', url).href, metricsToken);
    return {
      readyMs,
      deliveredMs,
      cpuMs: metrics.get('process_cpu_seconds_total') * 1_000,
      rss: metrics.get('process_resident_memory_bytes'),
    };
  } finally {
    node.child.kill('SIGTERM');
    await node.ended;
  }
}

/** Returns when the first request came, on the machine's clock. */
async function waitForArrival(receiver: BenchReceiver): Promise<number> {
  for (;;) {
    const { arrivals } = await receiver.order({ recordArrivals: true });
    const [first] = arrivals;
    if (first) return first[1];
    await delay(5);
  }
}

function describe(value: (name: keyof Started) => number): string {
  const [ready, delivered, cpu] = [value('readyMs'), value('deliveredMs'), value('cpuMs')];
  return (
    `ready after ${ready.toFixed(0)} ms, delivered after ${delivered.toFixed(0)} ms, ` +
    `${cpu.toFixed(0)} ms of CPU in all; RSS ${(value('rss') / 1024 / 1024).toFixed(0)} MiB after ${restMs / 1_000} s`
  );
}
