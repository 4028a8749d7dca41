import type { App } from '../../src/app.ts';
import type { Loop } from './bare-loops.ts';
import { column, measureCalls, measureCost, measureCosts } from './cost.ts';
import { addDatabase, settleDatabase } from './databases.ts';
import type { Figure, Place } from './figure.ts';
import { fillLog, logDays } from './fill-log.ts';
import { createPageLoop } from './read-pages.ts';
import { addWebhooks, listApart, openForSeeding } from './seed.ts';
import { createServiceLoop } from './service-loop.ts';
import { createBenchEnv, startService } from './service.ts';
import { roundUp } from './statistics.ts';
import { printRatio } from './turns.ts';

/** Each in its own workspace. */
const webhookCount = 10;
const deliveriesPerRound = 10_000;
const pagesPerRound = 200;
const dayMs = 86_400_000;

/** Two nodes on one server: one with an empty log, one with a full one of the last ten days. */
export const growth: Figure = {
  title:
    'growth: deliveries a second, and pages, with a full log of ten days ÷ with an empty one (goal ≥ 0.9)',
  rounds: 5,
  count: 1_000_000,
  quick: { rounds: 1, count: 100_000 },
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, logDays);
    const empty = await openNode(place, 0);
    const full = await openNode(await addDatabase(place, 'grown'), count);
    try {
      console.log(`  ${rounds} rounds of ${deliveriesPerRound} deliveries, ${count} in the log`);
      for (const { deliver } of [empty, full]) await deliver(2_000); // warm up
      const rates = await measureCosts(rounds, {
        empty: () => measureCost(place, empty.deliver, deliveriesPerRound),
        full: () => measureCost(place, full.deliver, deliveriesPerRound),
      });
      printRatio(
        'deliveries, full ÷ empty',
        column(rates.full, 'rate'),
        column(rates.empty, 'rate'),
      );
      await measurePages(place, rounds, empty, full);
    } finally {
      await empty.app.stop();
      await full.app.stop();
    }
  },
};

async function measurePages(place: Place, rounds: number, empty: Node, full: Node): Promise<void> {
  console.log(
    `  ${rounds} rounds of ${pagesPerRound} pages: the newest, and those of five days ago`,
  );
  const old = { createdBefore: new Date(Date.now() - 5 * dayMs).toISOString() };
  const [newestOfEmpty, newest, oldest] = [empty.pages({}), full.pages({}), full.pages(old)];
  for (const read of [newestOfEmpty, newest, oldest]) await read(50); // warm up
  const pages = await measureCosts(rounds, {
    empty: () => measureCalls(place, newestOfEmpty, pagesPerRound),
    full: () => measureCalls(place, newest, pagesPerRound),
    'full, old': () => measureCalls(place, oldest, pagesPerRound),
  });
  printRatio('pages, full ÷ empty', column(pages.full, 'rate'), column(pages.empty, 'rate'));
  printRatio('old pages ÷ empty', column(pages['full, old'], 'rate'), column(pages.empty, 'rate'));
}

interface Node {
  app: App;
  deliver: Loop;
  pages(filter: object): Loop;
}

async function openNode(place: Place, count: number): Promise<Node> {
  const database = await openForSeeding(place.databaseUrl);
  const webhooks = await addWebhooks(database, place, listApart(`with-${count}`, webhookCount));
  const startMs = performance.now();
  await fillLog(database, webhooks, count);
  await database.close(true);
  await settleDatabase(place.databaseUrl);
  if (count > 0) {
    console.log(`  filled in ${((performance.now() - startMs) / 1_000).toFixed(0)} s`);
  }
  const env = createBenchEnv(place.databaseUrl);
  const app = await startService(env);
  const workspaceId = webhooks[0]?.workspaceId ?? '';
  return {
    app,
    deliver: createServiceLoop({ app, webhooks, eventsPerCall: 100 }),
    pages: (filter) =>
      createPageLoop({ app, secret: env.AUTH_JWT_SECRET ?? '', workspaceId, filter }),
  };
}
