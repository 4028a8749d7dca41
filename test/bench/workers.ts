import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Database } from '../../src/db/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { startWorkersProcess, type WorkersProcess } from '../kit/workers-process.ts';
import type { Loop } from './bare-loops.ts';
import { column, measureCost, measureCosts, type Cost } from './cost.ts';
import type { Figure, Place } from './figure.ts';
import { sampleData } from './sample.ts';
import { addWebhooks, countSucceeded, openForSeeding, type BenchWebhook } from './seed.ts';
import { createBenchEnv } from './service.ts';
import { slowDown } from './slow-down.ts';
import { roundUp } from './statistics.ts';
import { printRatio } from './turns.ts';

/** Workspaces with one webhook and one caller each. */
const workspaceCount = 10;
const eventsPerCall = 100;
/** Maximum of published and unrecorded deliveries. */
const backlogMax = 2_000;
/** Each process optimizes its code for itself, which goes on for more than 10,000 deliveries. */
const warmUpPerNode = 5_000;

/** Deliveries per second of one command with several workers, published over GraphQL on its one port. */
export const workers: Figure = {
  title: 'workers: deliveries a second with 2 and 4 workers ÷ with 1 (goal: ≥ 1 on any machine)',
  rounds: 3,
  count: 20_000,
  measure: (place, rounds, count) =>
    measureSides(place, rounds, count, ['1', '2', '4', '1 api,1 dispatcher']),
};

/** The same when the workers leave time to PostgreSQL and the receiver, as on a machine with more cores. */
export const slowWorkers: Figure = {
  title:
    'slow-workers: the same when each worker has a quarter of a core, which simulates more cores',
  rounds: 3,
  count: 2_000,
  measure: (place, rounds, count) => measureSides(place, rounds, count, ['1', '2', '4'], slowDown),
};

/** Measures WORKERS with each of these values; `hinder` is called with the processes of the nodes, and ended again. */
async function measureSides(
  place: Place,
  rounds: number,
  wanted: number,
  values: readonly string[],
  hinder: (pids: readonly number[]) => () => void = () => () => undefined,
): Promise<void> {
  const count = roundUp(wanted, workspaceCount * eventsPerCall);
  const target = await prepareTarget(place);

  /** Measures one command from its start to its stop. */
  async function measure(WORKERS: string): Promise<Cost> {
    const service = await startWorkersProcess({ ...target.env, WORKERS });
    let release: () => void = () => undefined;
    try {
      const loop = createCallLoop({ ...target, url: await service.ready });
      await loop(warmUpPerNode * listNodes(service).length);
      release = hinder(listNodes(service));
      return await measureCost(place, loop, count, service.child.pid);
    } finally {
      release();
      service.child.kill('SIGTERM');
      await service.ended;
    }
  }

  console.log(`  ${rounds} rounds of ${count} deliveries`);
  const sides = Object.fromEntries(values.map((value) => [value, () => measure(value)]));
  const { 1: single = [], ...others } = await measureCosts<string>(rounds, sides);
  for (const [value, costs] of Object.entries(others)) {
    printRatio(`${value} ÷ 1`, column(costs, 'rate'), column(single, 'rate'));
  }
  await target.database.close(true);
}

/** Makes the webhooks, and a token for each of their workspaces. */
async function prepareTarget(place: Place) {
  const env = createBenchEnv(place.databaseUrl);
  const database = await openForSeeding(place.databaseUrl);
  const names = Array.from({ length: workspaceCount }, (_, n) => `bench-${n}`);
  const wanted = names.map((id) => ({ workspaceId: id, path: `/${id}` }));
  const webhooks = await addWebhooks(database, place, wanted);
  const tokens = await Promise.all(names.map((id) => signFor(env.AUTH_JWT_SECRET ?? '', id)));
  return { env: { ...env, DRAIN_SECONDS: '0' }, database, webhooks, tokens };
}

/** The processes that are nodes. */
function listNodes({ child, pids }: WorkersProcess): number[] {
  const workerPids = [...pids().values()];
  return workerPids.length > 0 ? workerPids : [child.pid ?? 0];
}

async function signFor(secret: string, workspaceId: string): Promise<string> {
  const scopes = ['events:publish'] as const;
  return signToken(secret, { workspaceId, scopes, lifetimeSeconds: 86_400 });
}

interface CallLoopOptions {
  url: URL;
  /** One for each workspace. */
  tokens: readonly string[];
  database: Database;
  webhooks: readonly BenchWebhook[];
}

const query = `mutation ($input: PublishEventsInput!) {
  publishEvents(input: $input) { userErrors { code } }
}`;
const events = Array.from({ length: eventsPerCall }, () => ({
  type: 'rent.created',
  data: sampleData,
}));
const body = JSON.stringify({ query, variables: { input: { events } } });

/** Publishes over GraphQL until there are `count` deliveries, and resolves when each is recorded as SUCCEEDED. */
function createCallLoop({ url, tokens, database, webhooks }: CallLoopOptions): Loop {
  return async (count) => {
    const pool = new Pool(url.origin, { connections: tokens.length, pipelining: 1 });
    const before = await countSucceeded(database, webhooks);
    let published = 0;
    let recorded = 0;
    async function call(token: string): Promise<void> {
      while (published < count) {
        published += eventsPerCall;
        while (published - recorded > backlogMax) await delay(5);
        while (!(await publish(pool, url.pathname, token))) await delay(200);
      }
    }
    async function watch(): Promise<void> {
      while (recorded < count) {
        await delay(10);
        recorded = (await countSucceeded(database, webhooks)) - before;
      }
    }
    await Promise.all([...tokens.map(call), watch()]);
    await pool.close();
  };
}

/** @returns whether the events were accepted; not by a node that is late. */
async function publish(pool: Pool, path: string, token: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await pool.request({ path, method: 'POST', headers, body });
  const text = await answer.body.text();
  if (answer.statusCode === 503) return false;
  if (answer.statusCode !== 200 || !text.includes('"userErrors":[]')) throw new Error(text);
  return true;
}
