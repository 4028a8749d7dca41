import type { App } from '../../src/app.ts';
import { sql, type Database } from '../../src/db/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import type { Figure } from './figure.ts';
import { sampleData } from './sample.ts';
import { addWebhooks } from './seed.ts';
import { createBenchEnv, patience, startService } from './service.ts';
import { measureCpu, startCaller } from './start-caller.ts';
import { median, roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

const workspaceId = 'bench';
const callers = 64;
const eventsPerLargeCall = 100;
/** More events go into large calls, so that both sides take about as long. */
const largeFactor = 5;

const publishQuery = `mutation ($input: PublishEventsInput!) {
  publishEvents(input: $input) { events { id } userErrors { code message } }
}`;

/** CPU time of a run, and its duration, for each event. */
interface Cost {
  cpuUs: number;
  us: number;
}

/** Publishes a number of events in calls of a size. */
type Publish = (events: number, eventsPerCall: number) => Promise<unknown>;

/** Publishes without a dispatcher, for one webhook, with one event a call and with many, by the function and by GraphQL. */
export const calls: Figure = {
  title: `calls: events/s published with one a call at ${callers} callers ÷ in calls of ${eventsPerLargeCall}; CPU of a call by GraphQL (goal ≤ 2 ms)`,
  rounds: 5,
  count: 2_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, eventsPerLargeCall);
    const env: Record<string, string> = { ...createBenchEnv(place.databaseUrl), ROLES: 'api' };
    const app = await startService(env, patience);
    await addWebhooks(app.database, place, [{ workspaceId, path: '/calls' }]);
    const token = await signToken(env.AUTH_JWT_SECRET ?? '', {
      workspaceId,
      scopes: ['events:publish'],
      lifetimeSeconds: 86_400,
    });
    const caller = startCaller();
    const byFunction: Publish = (events, size) => publishByFunction(app, events / size, size);
    const byGraphql: Publish = (events, size) =>
      caller.call({
        ...{ url: app.url, token, connections: callers, count: events / size },
        body: JSON.stringify({ query: publishQuery, variables: createInput(size) }),
      });
    const costs: Record<string, Cost[]> = {};

    function side(name: string, publish: Publish, size: number, events: number) {
      return async () => {
        const before = await countEvents(app.database);
        const cost = await measureCost(() => publish(events, size), events);
        const stored = (await countEvents(app.database)) - before;
        if (stored !== events) throw new Error(`${stored} of ${events} events are stored.`);
        (costs[name] ??= []).push(cost);
        return 1e6 / cost.us;
      };
    }

    const sides = {
      'function, one': side('function, one', byFunction, 1, count),
      'function, many': side('function, many', byFunction, eventsPerLargeCall, count * largeFactor),
      'GraphQL, one': side('GraphQL, one', byGraphql, 1, count),
      'GraphQL, many': side('GraphQL, many', byGraphql, eventsPerLargeCall, count * largeFactor),
    };
    try {
      for (const measure of Object.values(sides)) await measure(); // warm up
      for (const name of Object.keys(costs)) costs[name] = [];
      const rates = await measureInTurns(rounds, sides, (rate) => `${Math.round(rate)}/s`);
      printRatio('one ÷ many by the function', rates['function, one'], rates['function, many']);
      printRatio('one ÷ many by GraphQL', rates['GraphQL, one'], rates['GraphQL, many']);
      for (const [name, measured] of Object.entries(costs)) printCosts(name, measured);
    } finally {
      caller.stop();
      await app.stop();
    }
  },
};

async function countEvents(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from events
  `.execute(database.em.fork().getKysely());
  return rows[0]?.count ?? NaN;
}

function createInput(size: number) {
  const event = { type: 'rent.created', data: sampleData };
  return { input: { events: Array.from({ length: size }, () => event) } };
}

async function publishByFunction(app: App, count: number, size: number): Promise<void> {
  let left = count;
  async function callInTurn(): Promise<void> {
    while (left > 0) {
      left -= 1;
      await app.publishEvents(app.database.em.fork(), workspaceId, createInput(size).input.events);
    }
  }
  await Promise.all(Array.from({ length: callers }, callInTurn));
}

async function measureCost(work: () => Promise<unknown>, events: number): Promise<Cost> {
  const startMs = performance.now();
  const cpuUs = await measureCpu(work);
  return { cpuUs: cpuUs / events, us: ((performance.now() - startMs) * 1_000) / events };
}

function printCosts(name: string, costs: readonly Cost[]): void {
  const sorted = costs.map(({ cpuUs }) => cpuUs).sort((a, b) => a - b);
  const [least, greatest] = [sorted.at(0) ?? NaN, sorted.at(-1) ?? NaN];
  console.log(
    `  CPU of an event, ${name}: median ${median(sorted).toFixed(0)} µs (${least.toFixed(0)} – ${greatest.toFixed(0)})`,
  );
}
