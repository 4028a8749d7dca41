import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import { signToken } from '../../src/workspaces/index.ts';
import type { Figure, Place } from './figure.ts';
import { startSubscribers } from './live-subscribers.ts';
import type { Loop } from './bare-loops.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { startReplay } from './replay-updates.ts';
import { addWebhooks } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { median, roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** As many as 300 subscribers need, since a workspace may have 100. */
const workspaceCount = 3;
const subscribersPerWorkspace = 100;
/** The smaller number of subscribers, for the cost of each further one. */
const fewPerWorkspace = 10;
/** Deliveries of each followed workspace, whose updates are repeated. */
const followedCount = 200;
/** Workspaces whose deliveries are measured. */
const busyCount = 10;
const eventsPerCall = 100;
const warmUpCount = 2_000;
const replayMs = 8_000;
/** Long enough for late messages, and for sockets to close. */
const restMs = 1_500;
/** Share of the updates that must arrive, or the cost of a message means nothing. */
const shareMin = 0.95;

/** Deliveries of some workspaces, while subscribers of others get their updates. */
export const live: Figure = {
  title:
    'live: deliveries a second with 300 subscribers at 100 updates/s each ÷ without subscribers (goals: ≥ 0.9, lag p95 ≤ 250 ms, ≤ 15 µs of CPU for a message to a further subscriber)',
  rounds: 5,
  count: 10_000,
  async measure(place, rounds, wanted) {
    const env = createBenchEnv(place.databaseUrl);
    const app = await startService(env);
    try {
      const { service, workspaceIds } = await prepare(app, place);
      const stage: Stage = {
        ...{ app, workspaceIds, service, receiver: place.receiver },
        tokens: await Promise.all(workspaceIds.map((id) => sign(env, id))),
        count: roundUp(wanted, eventsPerCall),
      };
      console.log(`  ${rounds} rounds of ${stage.count} deliveries`);
      await measureDeliveries(stage, rounds);
      await measureCosts(stage, rounds);
    } finally {
      await app.stop();
    }
  },
};

interface Stage {
  app: App;
  receiver: Place['receiver'];
  /** The followed workspaces. */
  workspaceIds: readonly string[];
  tokens: string[];
  service: Loop;
  count: number;
}

async function prepare(app: App, place: Place) {
  const list = (name: string, length: number) =>
    Array.from({ length }, (_, n) => ({ workspaceId: `${name}-${n}`, path: `/${name}-${n}` }));
  const busy = await addWebhooks(app.database, place, list('busy', busyCount));
  const followed = await addWebhooks(app.database, place, list('followed', workspaceCount));
  const service = createServiceLoop({ app, webhooks: busy, eventsPerCall });
  await createServiceLoop({ app, webhooks: followed, eventsPerCall })(
    followedCount * workspaceCount,
  );
  await service(warmUpCount);
  return { service, workspaceIds: followed.map(({ workspaceId }) => workspaceId) };
}

export async function sign(env: Record<string, string>, workspaceId: string): Promise<string> {
  return signToken(env.AUTH_JWT_SECRET ?? '', {
    workspaceId,
    scopes: ['webhooks:read'],
    lifetimeSeconds: 86_400,
  });
}

async function measureDeliveries(stage: Stage, rounds: number): Promise<void> {
  const lags: Sides = { without: [], with: [] };
  const costs: Sides = { without: [], with: [] };
  const measure = async (side: keyof Sides, subscribersPerToken: number) => {
    const { result, nodeUs } = await followDuring(stage, subscribersPerToken, async () => {
      const endLag = startLag();
      const rate = await measureRate(stage.receiver, stage.service, stage.count);
      lags[side].push(endLag());
      return rate;
    });
    costs[side].push(nodeUs / stage.count);
    return result;
  };
  const sides = {
    without: () => measure('without', 0),
    with: () => measure('with', subscribersPerWorkspace),
  };
  const rates = await measureInTurns(rounds, sides, showRate);
  printRatio('with ÷ without', rates.with, rates.without);
  printRatio('the same by the CPU of the node for a delivery', costs.without, costs.with);
  printSpread('lag p95 without, ms', lags.without);
  printSpread('lag p95 with, ms', lags.with);
}

interface Sides {
  without: number[];
  with: number[];
}

/** Measures the CPU of this process, the node, beside few and beside all subscribers, while nothing is delivered. */
async function measureCosts(stage: Stage, rounds: number): Promise<void> {
  const costs: Record<'update' | 'message', number[]> = { update: [], message: [] };
  for (let round = 1; round <= rounds; round += 1) {
    const few = await followDuring(stage, fewPerWorkspace, () => delay(replayMs));
    const all = await followDuring(stage, subscribersPerWorkspace, () => delay(replayMs));
    const message = (all.nodeUs - few.nodeUs) / (all.messageCount - few.messageCount);
    costs.message.push(message);
    costs.update.push((few.nodeUs - few.messageCount * message) / few.updateCount);
  }
  printSpread('CPU of the node for an update, µs', costs.update);
  printSpread('CPU of the node for a message to a further subscriber, µs', costs.message);
}

/** Repeats updates, and sends them to this many subscribers of each workspace, during the work. */
async function followDuring<Result>(
  { app, workspaceIds, tokens }: Stage,
  subscribersPerToken: number,
  work: () => Promise<Result>,
) {
  const subscribers = await startSubscribers({
    ...{ url: app.url, tokens, subscribersPerToken },
    ...{ subscriptionsPerSocket: 20, measuresLag: false },
  });
  const before = await subscribers.report();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const replay = await startReplay(app, workspaceIds);
  const result = await work();
  const updateCount = (await replay.stop()) * workspaceIds.length;
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await delay(restMs);
  const after = await subscribers.report();
  const messageCount = after.messageCount - before.messageCount;
  subscribers.stop();
  if (subscribersPerToken > 0) {
    const share = messageCount / (updateCount * subscribersPerToken);
    const rate = (messageCount / seconds).toFixed(0);
    const cores = ((after.cpuUs - before.cpuUs) / 1e6 / seconds).toFixed(2);
    const percent = `${(share * 100).toFixed(1)} % of the updates`;
    console.log(`    ${rate} messages/s, ${percent}; the subscribers took ${cores} of a core`);
    if (share < shareMin) throw new Error(`The subscribers got only ${percent}.`);
  }
  await delay(restMs);
  return { result, messageCount, updateCount, nodeUs: user + system };
}

/** Returns a function that ends the measurement and returns the 95th percentile in milliseconds. */
function startLag(): () => number {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  return () => {
    delays.disable();
    return delays.percentile(95) / 1e6;
  };
}

function printSpread(label: string, values: readonly number[]): void {
  const show = (value: number) => value.toFixed(1);
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  console.log(`  ${label}: median ${show(median(values))} (${show(least)} – ${show(greatest)})`);
}
