import { createBareLoops } from './bare-loops.ts';
import type { Figure } from './figure.ts';
import { measureRate, showRate } from './measure-rate.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** Workspaces with one webhook each: as many lanes, with 10 requests in flight each. */
const workspaceCount = 10;
const eventsPerCall = 100;
/** Same as the service's maximum of requests in flight. */
const concurrency = workspaceCount * 10;
const warmUpCount = 2_000;

/** Deliveries per second of the complete service, compared with bare signed loops without a database. */
export const throughput: Figure = {
  title:
    'throughput: deliveries a second ÷ bare requests a second (goals: ≥ 0.7 of ky, ≥ 0.4 of undici)',
  rounds: 5,
  count: 20_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, eventsPerCall);
    const { databaseUrl, receiver } = place;
    const app = await startService(createBenchEnv(databaseUrl));
    const paths = Array.from({ length: workspaceCount }, (_, n) => `bench-${n}`);
    const webhooks = await addWebhooks(
      app.database,
      place,
      paths.map((id) => ({ workspaceId: id, path: `/${id}` })),
    );
    const [first] = webhooks;
    if (!first) throw new Error('There is no webhook.');
    const bare = createBareLoops(first, concurrency);
    const service = createServiceLoop({ app, webhooks, eventsPerCall });
    const loops = { undici: bare.undici, ky: bare.ky, service };
    try {
      console.log(`  ${rounds} rounds of ${count} requests, ${sampleBody.length} bytes`);
      for (const loop of Object.values(loops)) await loop(warmUpCount);
      const rates = await measureInTurns(
        rounds,
        {
          undici: () => measureRate(receiver, bare.undici, count),
          ky: () => measureRate(receiver, bare.ky, count),
          service: () => measureRate(receiver, service, count),
        },
        showRate,
      );
      printRatio('service ÷ undici', rates.service, rates.undici);
      printRatio('service ÷ ky', rates.service, rates.ky);
    } finally {
      await bare.close();
      await app.stop();
    }
  },
};
