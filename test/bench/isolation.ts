import type { Figure } from './figure.ts';
import { createHangingWebhook } from './hanging-webhook.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { addWebhooks } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** 11 workspaces with 9 healthy webhooks each; the hanging one is the tenth of the first workspace. */
const workspaceCount = 11;
const healthyPerWorkspace = 9;
const eventsPerCall = 10;
/** Deliveries of one call to each workspace. */
const deliveriesPerTurn = workspaceCount * healthyPerWorkspace * eventsPerCall;

/**
 * The same events to the same 99 healthy webhooks, once while a hundredth gets its share of them and
 * answers nothing, once while it wants none of them.
 */
export const isolation: Figure = {
  title: 'isolation: deliveries a second to 99 webhooks while 1 hangs ÷ without it (goal ≥ 0.95)',
  rounds: 8,
  count: 20_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, deliveriesPerTurn);
    const { databaseUrl, receiver } = place;
    const app = await startService(createBenchEnv(databaseUrl));
    try {
      const webhooks = await addWebhooks(app.database, place, listHealthy());
      const service = createServiceLoop({ app, webhooks, eventsPerCall });
      const hanging = await createHangingWebhook(app, place, 'bench-0');
      console.log(`  ${rounds} rounds of ${count} deliveries to the 99`);
      await service(roundUp(10_000, deliveriesPerTurn)); // warm up
      const rates = await measureInTurns(
        rounds,
        {
          without: () => measureRate(receiver, service, count),
          with: async () => {
            await hanging.begin();
            const rate = await measureRate(receiver, service, count);
            await hanging.end(count / webhooks.length);
            return rate;
          },
        },
        showRate,
      );
      printRatio('with ÷ without', rates.with, rates.without);
      console.log(`  ${hanging.describe()}`);
    } finally {
      await app.stop();
    }
  },
};

function listHealthy() {
  return Array.from({ length: workspaceCount * healthyPerWorkspace }, (_, n) => ({
    workspaceId: `bench-${n % workspaceCount}`,
    path: `/healthy-${n}`,
    events: ['rent.created'],
  }));
}
