import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../../src/db/index.ts';
import type { Figure, Place } from './figure.ts';
import type { MemoryUse } from './memory-node.ts';
import {
  addWebhooks,
  countSucceeded,
  insertDue,
  listApart,
  openForSeeding,
  type BenchWebhook,
} from './seed.ts';
import { createBenchEnv } from './service.ts';
import { startMemoryNode, type MemoryNode } from './start-memory-node.ts';
import { median, roundUp } from './statistics.ts';

/** More than DELIVERY_CONCURRENCY ÷ DELIVERY_PER_WEBHOOK, each in its own workspace: nearly all slots are in use. */
const hangingCount = 100;
const timeoutSeconds = 30;
const healthyCount = 50;
const warmUpPerWebhook = 4;
/** Less than the default DELIVERY_CONCURRENCY of 500, of which some slots stay free for new webhooks. */
const inFlightLeast = 470;
/** Long enough for the first requests to time out and the next ones to start. */
const loadedMs = 40_000;
const sampleGapMs = 200;
/** Long enough for the warm-up's connections to close. */
const restMs = 5_000;

/** A complete node with default settings: idle after a warm-up, and with all its requests hanging. */
export const memory: Figure = {
  title:
    'memory: of a node above idle, 100,000 due deliveries whose receivers hang (goal ≤ 64 MiB)',
  rounds: 2,
  count: 100_000,
  quick: { rounds: 1, count: 10_000 },
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, hangingCount);
    const database = await openForSeeding(place.databaseUrl);
    try {
      const setup = {
        place,
        database,
        healthy: await addWebhooks(database, place, list('healthy', healthyCount)),
        hanging: await addWebhooks(database, place, list('hang', hangingCount)),
      };
      const above: Record<'RSS' | 'heap and buffers' | '… without garbage', number[]> = {
        RSS: [],
        'heap and buffers': [],
        '… without garbage': [],
      };
      for (let round = 1; round <= rounds; round += 1) {
        const { idle, peak, after, heldMax, hangingMax } = await measureOnce(setup, count);
        above.RSS.push(peak.rss - idle.rss);
        above['heap and buffers'].push(peak.held - idle.held);
        above['… without garbage'].push(after.held - idle.held);
        console.log(
          `  round ${round}, MiB: RSS ${mib(idle.rss)} idle, ${mib(peak.rss)} at most; heap and buffers ` +
            `${mib(idle.held)} idle, ${mib(peak.held)} at most, ${mib(after.held)} without garbage; ` +
            `at most ${heldMax} leased and ${hangingMax} in flight`,
        );
      }
      for (const [what, bytes] of Object.entries(above)) {
        const [least, greatest] = [Math.min(...bytes), Math.max(...bytes)];
        console.log(
          `  ${what} above idle: median ${mib(median(bytes))} MiB (${mib(least)} – ${mib(greatest)})`,
        );
      }
    } finally {
      await database.close(true);
    }
  },
};

function list(name: string, count: number) {
  return listApart(name, count).map((webhook) => ({ ...webhook, timeoutSeconds }));
}

interface Setup {
  place: Place;
  database: Database;
  healthy: BenchWebhook[];
  hanging: BenchWebhook[];
}

interface Measured {
  idle: MemoryUse;
  /** Includes garbage. */
  peak: MemoryUse;
  /** At the end, after collecting garbage, while requests still hang. */
  after: MemoryUse;
  /** Maximum number of leased deliveries. */
  heldMax: number;
  /** Maximum number of requests in flight. */
  hangingMax: number;
}

async function measureOnce(setup: Setup, count: number): Promise<Measured> {
  const { place, database, healthy, hanging } = setup;
  await sql`truncate events, deliveries, delivery_queue, attempts, delivery_changes, webhook_hours`.execute(
    database.em.fork().getKysely(),
  );
  const node = await startMemoryNode(createBenchEnv(place.databaseUrl));
  try {
    await insertDue(database, healthy, warmUpPerWebhook);
    while ((await countSucceeded(database, healthy)) < healthyCount * warmUpPerWebhook) {
      await delay(100);
    }
    await delay(restMs);
    const idle = await node.read({ collects: true });
    await insertDue(database, hanging, count / hangingCount);
    const loaded = await watch(setup, node);
    const after = await node.read({ collects: true });
    await checkCounts(database, hanging, count);
    return { idle, after, ...loaded };
  } finally {
    await node.kill();
  }
}

async function watch(
  { database, place }: Setup,
  node: MemoryNode,
): Promise<Pick<Measured, 'peak' | 'heldMax' | 'hangingMax'>> {
  const peak = { rss: 0, held: 0 };
  let heldMax = 0;
  let hangingMax = 0;
  const hungBefore = (await place.receiver.count()).hung;
  const endMs = performance.now() + loadedMs;
  while (performance.now() < endMs) {
    const { rss, held } = await node.read({ collects: false });
    peak.rss = Math.max(peak.rss, rss);
    peak.held = Math.max(peak.held, held);
    heldMax = Math.max(heldMax, await countLeased(database));
    const { hung, hanging } = await place.receiver.count();
    // Later, an aborted request may still be counted when the next one arrives.
    if (hung - hungBefore === hanging) hangingMax = Math.max(hangingMax, hanging);
    await delay(sampleGapMs);
  }
  if (hangingMax < inFlightLeast) {
    throw new Error(`${hangingMax} requests were in flight at most, not ${inFlightLeast}.`);
  }
  return { peak, heldMax, hangingMax };
}

async function countLeased(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from delivery_queue where claim_token is not null
  `.execute(database.em.fork().getKysely());
  return rows[0]?.count ?? 0;
}

/** Checks that all are still PENDING and some have been attempted. */
async function checkCounts(
  database: Database,
  webhooks: readonly BenchWebhook[],
  count: number,
): Promise<void> {
  const { rows } = await sql<{ pending: number; tried: number }>`
    select count(*) filter (where status = 'PENDING')::int as pending,
      count(*) filter (where attempt_count > 0)::int as tried
    from deliveries where webhook_id = any(${webhooks.map(({ id }) => id)}::uuid[])
  `.execute(database.em.fork().getKysely());
  const { pending, tried } = rows[0] ?? { pending: 0, tried: 0 };
  if (pending !== count || tried < inFlightLeast) {
    throw new Error(`${pending} of ${count} deliveries wait, and ${tried} of them were tried.`);
  }
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
