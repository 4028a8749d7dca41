import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { sql } from '../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createBareRequests, type BareRequests } from './bare-requests.ts';
import type { Figure } from './figure.ts';
import { machineNowMs } from './machine-clock.ts';
import type { BenchReceiver } from './receiver.ts';
import { sampleBody, sampleData } from './sample.ts';
import { addWebhooks, countSucceeded, listApart, type BenchWebhook } from './seed.ts';
import { createBenchEnv, startService } from './service.ts';
import { percentile } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

const workspaceCount = 10;
const eventsPerSecond = 200;
const warmUpCount = 400;

/** Publishes or posts the event with this number; returns its `webhook-id`. */
type SendOne = (n: number) => Promise<string>;

/** Measures from the call to the request's head at the receiver, at a fixed rate. */
export const latency: Figure = {
  title: `latency: publish → receiver at ${eventsPerSecond} events/s, p95 ÷ (one INSERT + one POST), p95 (goal ≤ 2)`,
  rounds: 10,
  count: 1_000,
  quick: { rounds: 2, count: 300 },
  async measure(place, rounds, count) {
    const { databaseUrl, receiver } = place;
    const app = await startService(createBenchEnv(databaseUrl));
    const webhooks = await addWebhooks(app.database, place, listApart('bench', workspaceCount));
    const [first] = webhooks;
    if (!first) throw new Error('There is no webhook.');
    const bare = createBareRequests(first);
    const byService = publishOne(app, webhooks);
    const byHand = insertAndPost(app, first, bare);
    const measureService = async (events: number) => {
      const before = await countSucceeded(app.database, webhooks);
      const latencies = await measureLatencies(receiver, byService, events);
      while ((await countSucceeded(app.database, webhooks)) < before + events) await delay(10);
      return percentile(latencies, 0.95);
    };
    const measureBare = async (events: number) =>
      percentile(await measureLatencies(receiver, byHand, events), 0.95);
    try {
      console.log(`  ${rounds} rounds of ${count} events`);
      await measureBare(warmUpCount);
      await measureService(warmUpCount);
      const sides = { bare: () => measureBare(count), service: () => measureService(count) };
      const times = await measureInTurns(rounds, sides, (ms) => `${ms.toFixed(2)} ms`);
      printRatio('service ÷ bare', times.service, times.bare);
    } finally {
      await bare.close();
      await app.stop();
    }
  },
};

function publishOne(app: App, webhooks: readonly BenchWebhook[]): SendOne {
  return async (n) => {
    const workspaceId = webhooks[n % webhooks.length]?.workspaceId ?? '';
    const draft = { type: 'rent.created', data: sampleData };
    const [event] = await app.publishEvents(app.database.em.fork(), workspaceId, [draft]);
    if (!event) throw new Error('An event was not published.');
    return encodeId(IdPrefix.event, event.id);
  };
}

/** Inserts only the event's row, through the service's connections, then sends the request. */
function insertAndPost(app: App, { workspaceId }: BenchWebhook, bare: BareRequests): SendOne {
  return async (n) => {
    const { rows } = await sql<{ id: string }>`
      insert into events (id, workspace_id, type, body, occurred_at)
      values (new_id(), ${workspaceId}, 'rent.created', ${sampleBody.toString()}, now())
      returning id
    `.execute(app.database.em.fork().getKysely());
    const id = encodeId(IdPrefix.event, rows[0]?.id ?? '');
    const status = await bare.post(bare.sign(id, `dlv_${n}`));
    if (status !== 200) throw new Error(`The receiver answered ${status}.`);
    return id;
  };
}

/**
 * Measures the milliseconds from each call to the arrival of its request.
 *
 * @throws Error unless each arrived exactly once.
 */
async function measureLatencies(
  receiver: BenchReceiver,
  send: SendOne,
  count: number,
): Promise<number[]> {
  const startedAt = new Map<string, number>();
  const { verified } = await receiver.order({ recordArrivals: true });
  await sendSteadily(count, async (n) => {
    const atMs = machineNowMs();
    startedAt.set(await send(n), atMs);
  });
  while ((await receiver.count()).verified < verified + count) await delay(10);
  const { arrivals } = await receiver.order({ recordArrivals: false });
  const arrivedAt = new Map(arrivals);
  if (arrivals.length !== count || arrivedAt.size !== count) {
    throw new Error(`${arrivals.length} requests of ${arrivedAt.size} events came, not ${count}.`);
  }
  return [...startedAt].map(([id, atMs]) => (arrivedAt.get(id) ?? NaN) - atMs);
}

/** Starts calls at a fixed rate, without waiting for earlier ones; resolves when all are done. */
async function sendSteadily(count: number, send: (n: number) => Promise<void>): Promise<void> {
  const started: Promise<void>[] = [];
  const startMs = performance.now();
  while (started.length < count) {
    const dueCount = ((performance.now() - startMs) / 1000) * eventsPerSecond;
    while (started.length < Math.min(dueCount, count)) started.push(send(started.length));
    await delay(1);
  }
  await Promise.all(started);
}
