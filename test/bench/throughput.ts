import { createBareLoops } from './bare-loops.ts';
import type { Figure } from './figure.ts';
import { column, measureCost, measureCosts } from './cost.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks, listApart } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { roundUp } from './statistics.ts';
import { printRatio } from './turns.ts';

/** Workspaces with one webhook each: as many lanes, with 10 requests in flight each. */
const workspaceCount = 10;
const eventsPerCall = 100;
/** Same as the service's maximum of requests in flight. */
const concurrency = workspaceCount * 10;
const warmUpCount = 2_000;

/** Deliveries per second of the complete service, compared with bare signed loops without a database. */
export const throughput: Figure = {
  title:
    'throughput: deliveries a second ÷ bare requests a second (goals: ≥ 0.45 of undici, Node CPU ≤ 1.6 of ky)',
  rounds: 5,
  count: 20_000,
  quick: { rounds: 2, count: 5_000 },
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, eventsPerCall);
    const app = await startService(createBenchEnv(place.databaseUrl));
    const webhooks = await addWebhooks(app.database, place, listApart('bench', workspaceCount));
    const [first] = webhooks;
    if (!first) throw new Error('There is no webhook.');
    const bare = createBareLoops(first, concurrency);
    const loops = {
      undici: bare.undici,
      ky: bare.ky,
      service: createServiceLoop({ app, webhooks, eventsPerCall }),
    };
    try {
      console.log(`  ${rounds} rounds of ${count} requests, ${sampleBody.length} bytes`);
      for (const loop of Object.values(loops)) await loop(warmUpCount);
      const { undici, ky, service } = await measureCosts(rounds, {
        undici: () => measureCost(place, loops.undici, count),
        ky: () => measureCost(place, loops.ky, count),
        service: () => measureCost(place, loops.service, count),
      });
      const [rate, node] = ['rate', 'node'] as const;
      printRatio('service ÷ undici', column(service, rate), column(undici, rate));
      printRatio('service ÷ ky', column(service, rate), column(ky, rate));
      printRatio('Node CPU of service ÷ ky', column(service, node), column(ky, node));
    } finally {
      await bare.close();
      await app.stop();
    }
  },
};
