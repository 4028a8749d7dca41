import type { Figure, Place } from './figure.ts';
import { createHangingWebhooks, type HangingOptions } from './hanging-webhooks.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { addWebhooks } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** 11 workspaces with 9 healthy webhooks each. */
const workspaceCount = 11;
const healthyPerWorkspace = 9;
const eventsPerCall = 10;
/** Deliveries per call and workspace. */
const deliveriesPerTurn = workspaceCount * healthyPerWorkspace * eventsPerCall;

/**
 * The same events to the same 99 healthy webhooks, once while a hundredth gets its share of them and
 * does not respond, once while it subscribes to none of them.
 */
export const isolation: Figure = {
  title: 'isolation: deliveries a second to 99 webhooks while 1 hangs ÷ without it (goal ≥ 0.95)',
  rounds: 8,
  count: 20_000,
  measure: (...asked) =>
    // The tenth webhook of the first workspace; twice its share of the memory.
    measureBeside(
      { workspaceId: 'bench-0', count: 1, inFlight: 10, backlogCount: 1_000 },
      ...asked,
    ),
};

/** The same 99, besides a workspace with enough hanging webhooks to occupy a whole node. */
export const crowd: Figure = {
  title:
    'crowd: deliveries a second to 99 webhooks while 60 of another workspace hang ÷ without them',
  rounds: 8,
  count: 20_000,
  quick: { rounds: 1, count: 3_000 },
  measure: (...asked) =>
    measureBeside({ workspaceId: 'crowd', count: 60, inFlight: 180, backlogCount: 50 }, ...asked),
};

async function measureBeside(
  hangingOptions: HangingOptions,
  place: Place,
  rounds: number,
  wanted: number,
): Promise<void> {
  const count = roundUp(wanted, deliveriesPerTurn);
  const { databaseUrl, receiver } = place;
  const app = await startService(createBenchEnv(databaseUrl));
  try {
    const webhooks = await addWebhooks(app.database, place, listHealthy());
    const service = createServiceLoop({ app, webhooks, eventsPerCall });
    const hanging = await createHangingWebhooks(app, place, hangingOptions);
    const isAmongThem = webhooks.some((it) => it.workspaceId === hangingOptions.workspaceId);
    console.log(`  ${rounds} rounds of ${count} deliveries to the 99`);
    await service(roundUp(10_000, deliveriesPerTurn)); // warm up
    const sides = {
      without: () => measureRate(receiver, service, count),
      with: async () => {
        await hanging.begin();
        const rate = await measureRate(receiver, service, count);
        await hanging.end(isAmongThem ? count / webhooks.length : 0);
        return rate;
      },
    };
    const rates = await measureInTurns(rounds, sides, showRate);
    printRatio('with ÷ without', rates.with, rates.without);
    console.log(`  ${hanging.describe()}`);
  } finally {
    await app.stop();
  }
}

function listHealthy() {
  return Array.from({ length: workspaceCount * healthyPerWorkspace }, (_, n) => ({
    workspaceId: `bench-${n % workspaceCount}`,
    path: `/healthy-${n}`,
    events: ['rent.created'],
  }));
}
