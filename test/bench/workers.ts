import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { sql, type Database } from '../../src/db/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { startWorkersProcess, type WorkersProcess } from '../kit/workers-process.ts';
import type { Loop } from './bare-loops.ts';
import { readCpuSeconds } from './cpu-of-tree.ts';
import type { Figure } from './figure.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { sampleData } from './sample.ts';
import { addWebhooks, countSucceeded, openForSeeding, type BenchWebhook } from './seed.ts';
import { createBenchEnv } from './service.ts';
import { slowDown } from './slow-down.ts';
import { median, roundUp } from './statistics.ts';
import { measureInTurns, printRatio, type Side } from './turns.ts';

/** Workspaces with one webhook and one caller each. */
const workspaceCount = 10;
const eventsPerCall = 100;
/** Maximum of published and unrecorded deliveries. */
const backlogMax = 2_000;
/** Each process compiles its code for itself. */
const warmUpPerNode = 3_000;
/** Slowed workers are measured with fewer deliveries. */
const slowedPart = 5;

/** Deliveries per second of one command with several workers, published over GraphQL on its one port. */
export const workers: Figure = {
  title: 'workers: deliveries a second with 2 and 4 workers ÷ with 1 (goal: ≥ 1 on any machine)',
  rounds: 3,
  count: 10_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, workspaceCount * eventsPerCall);
    const slowedCount = roundUp(wanted / slowedPart, workspaceCount * eventsPerCall);
    const env = createBenchEnv(place.databaseUrl);
    const database = await openForSeeding(place.databaseUrl);
    const names = Array.from({ length: workspaceCount }, (_, n) => `bench-${n}`);
    const wantedWebhooks = names.map((id) => ({ workspaceId: id, path: `/${id}` }));
    const webhooks = await addWebhooks(database, place, wantedWebhooks);
    const tokens = await Promise.all(
      names.map((workspaceId) => signFor(env.AUTH_JWT_SECRET ?? '', workspaceId)),
    );
    const costs = createCosts(await readPostmasterPid(database));

    /** Measures one command from its start to its stop. */
    function side(WORKERS: string, isSlowed = false): Side {
      const name = isSlowed ? `${WORKERS} slowed` : WORKERS;
      const measured = isSlowed ? slowedCount : count;
      return async () => {
        const service = await startWorkersProcess({ ...env, DRAIN_SECONDS: '0', WORKERS });
        let speedUp: () => void = () => undefined;
        try {
          const loop = createCallLoop({ url: await service.ready, tokens, database, webhooks });
          await loop(warmUpPerNode * listNodes(service).length);
          if (isSlowed) speedUp = slowDown(listNodes(service));
          return await costs.measure(name, service, measured, () =>
            measureRate(place.receiver, loop, measured),
          );
        } finally {
          speedUp();
          service.child.kill('SIGTERM');
          await service.ended;
        }
      };
    }

    console.log(
      `  ${rounds} rounds of ${count} deliveries; slowed workers get a quarter of a core`,
    );
    const rates = await measureInTurns(
      rounds,
      {
        ...{ '1': side('1'), '2': side('2'), '4': side('4'), apart: side('1 api,1 dispatcher') },
        ...{ slow1: side('1', true), slow2: side('2', true), slow4: side('4', true) },
      },
      showRate,
    );
    printRatio('2 ÷ 1', rates[2], rates[1]);
    printRatio('4 ÷ 1', rates[4], rates[1]);
    printRatio('1 api,1 dispatcher ÷ 1', rates.apart, rates[1]);
    printRatio('2 slowed ÷ 1 slowed', rates.slow2, rates.slow1);
    printRatio('4 slowed ÷ 1 slowed', rates.slow4, rates.slow1);
    costs.print();
    await database.close(true);
  },
};

/** The processes that are nodes. */
function listNodes({ child, pids }: WorkersProcess): number[] {
  const workerPids = [...pids().values()];
  return workerPids.length > 0 ? workerPids : [child.pid ?? 0];
}

async function signFor(secret: string, workspaceId: string): Promise<string> {
  const scopes = ['events:publish'] as const;
  return signToken(secret, { workspaceId, scopes, lifetimeSeconds: 86_400 });
}

async function readPostmasterPid(database: Database): Promise<number> {
  const { rows } = await sql<{
    text: string;
  }>`select pg_read_file('postmaster.pid') as text`.execute(database.em.fork().getKysely());
  return Number.parseInt(rows[0]?.text ?? '', 10);
}

/** Measures the CPU of each side, in microseconds a delivery. */
function createCosts(postmasterPid: number) {
  const costs = new Map<string, { node: number[]; postgres: number[] }>();
  return {
    async measure(name: string, { child }: WorkersProcess, count: number, work: Side) {
      const read = () => Promise.all([child.pid ?? 0, postmasterPid].map(readCpuSeconds));
      const before = await read();
      const result = await work();
      const after = await read();
      const [node = NaN, postgres = NaN] = after.map(
        (seconds, at) => ((seconds - (before[at] ?? NaN)) / count) * 1e6,
      );
      const known = costs.get(name) ?? { node: [], postgres: [] };
      known.node.push(node);
      known.postgres.push(postgres);
      costs.set(name, known);
      return result;
    },
    print() {
      for (const [name, { node, postgres }] of costs) {
        const show = (values: number[]) => `${Math.round(median(values))} µs`;
        console.log(`  ${name}: Node ${show(node)}, PostgreSQL ${show(postgres)} a delivery`);
      }
    },
  };
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
