import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import type { Loop } from './bare-loops.ts';
import { column, measureCost, measureCosts } from './cost.ts';
import type { Figure } from './figure.ts';
import { sampleData } from './sample.ts';
import { addWebhooks, countQueued, countSucceeded, listApart, type BenchWebhook } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { median, percentile, roundUp } from './statistics.ts';
import { printRatio } from './turns.ts';

const fanOutCount = 1_000;
const singleCount = 10;
/** Pause between two looks into the queue, in milliseconds. */
const lookEveryMs = 5;

/** One event after another, each to all the webhooks of a workspace; and as many events to one webhook each. */
export const fanOut: Figure = {
  title: 'fan-out: one event to 1,000 webhooks, next to 1,000 events to one webhook each',
  rounds: 5,
  count: 10_000,
  quick: { rounds: 2, count: 2_000 },
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, fanOutCount);
    const app = await startService(createBenchEnv(place.databaseUrl));
    try {
      const together = listApart('many', fanOutCount).map((it) => ({ ...it, workspaceId: 'many' }));
      const many = await addWebhooks(app.database, place, together);
      const single = await addWebhooks(app.database, place, listApart('single', singleCount));
      const times: number[] = [];
      const fan = createFanOutLoop(app, many, times);
      const spread = createServiceLoop({ app, webhooks: single, eventsPerCall: 100 });
      console.log(`  ${rounds} rounds of ${count} deliveries`);
      for (const loop of [fan, spread]) await loop(2_000); // warm up
      times.length = 0;
      const costs = await measureCosts(rounds, {
        '1 × 1,000': () => measureCost(place, fan, count),
        '1,000 × 1': () => measureCost(place, spread, count),
      });
      printTimes(times);
      const [over, under] = [costs['1 × 1,000'], costs['1,000 × 1']];
      printRatio('Node CPU of 1 × 1,000 ÷ 1,000 × 1', column(over, 'node'), column(under, 'node'));
    } finally {
      await app.stop();
    }
  },
};

function printTimes(times: readonly number[]): void {
  console.log(
    `  from the publish to the last record of an event: median ${median(times).toFixed(0)} ms, ` +
      `p95 ${percentile(times, 0.95).toFixed(0)} ms, of ${times.length}`,
  );
}

/** Publishes an event when all deliveries of the previous one are recorded; adds the milliseconds of each. */
function createFanOutLoop(app: App, webhooks: readonly BenchWebhook[], times: number[]): Loop {
  const { database } = app;
  const workspaceId = webhooks[0]?.workspaceId ?? '';

  async function publishOne(): Promise<void> {
    const startMs = performance.now();
    const draft = { type: 'rent.created', data: sampleData };
    await app.publishEvents(database.em.fork(), workspaceId, [draft]);
    while ((await countQueued(database)) > 0) await delay(lookEveryMs);
    times.push(performance.now() - startMs);
  }

  return async (count) => {
    const before = await countSucceeded(database, webhooks);
    for (let done = 0; done < count; done += webhooks.length) await publishOne();
    const succeeded = (await countSucceeded(database, webhooks)) - before;
    if (succeeded !== count) throw new Error(`${succeeded} of ${count} deliveries succeeded.`);
  };
}
