import { column, measureCost, measureCosts, type Cost } from './cost.ts';
import { createByHand } from './contestants/by-hand.ts';
import {
  closed,
  deliveriesPerCall,
  drained,
  type Contestant,
  type ContestantOptions,
} from './contestants/contestant.ts';
import { createGraphileWorker } from './contestants/graphile-worker.ts';
import { createPgBoss } from './contestants/pg-boss.ts';
import { createPosts, type Post } from './contestants/posts.ts';
import { createServiceContestant } from './contestants/service.ts';
import { addDatabase, settleDatabase } from './databases.ts';
import type { Figure, Place } from './figure.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks, listApart, openForSeeding, type BenchWebhook } from './seed.ts';
import { roundUp } from './statistics.ts';
import { printRatio } from './turns.ts';

/** Each in its own workspace. */
const webhookCount = 10;
const warmUpCount = 2_000;
const quick = { rounds: 2, count: 2_000 };

/** The service beside what people build with a queue; all send the same bodies to the same ten webhooks. */
export const contestants: Figure = {
  title:
    'contestants: deliveries a second with 1,000 outstanding, service ÷ others (goals: ≥ 1 of those with undici, ≥ 1.8 of those with fetch)',
  rounds: 5,
  count: 20_000,
  quick,
  measure: (place, rounds, wanted) =>
    compare(place, rounds, wanted, async (contestant, count) => {
      await contestant.start();
      return measureCost(place, closed(contestant), count);
    }),
};

/** The same, with all deliveries waiting before the worker starts. */
export const backlog: Figure = {
  title: 'backlog: deliveries a second when all wait before the worker starts, service ÷ others',
  rounds: 5,
  count: 20_000,
  quick,
  measure: (place, rounds, wanted) =>
    compare(place, rounds, wanted, async (contestant, count) => {
      for (let call = 0; call < count / deliveriesPerCall; call += 1)
        await contestant.publish(call);
      return measureCost(place, drained(contestant), count);
    }),
};

/** Measures one run of a contestant whose worker is stopped. */
type Run = (contestant: Contestant, count: number) => Promise<Cost>;

async function compare(place: Place, rounds: number, wanted: number, run: Run): Promise<void> {
  const count = roundUp(wanted, deliveriesPerCall);
  const webhooks = await makeWebhooks(place);
  const posts = createPosts(webhooks);
  const sides = await openSides(place, webhooks, posts);
  const names = Object.keys(sides) as (keyof typeof sides)[];
  try {
    console.log(`  ${rounds} rounds of ${count} deliveries, ${sampleBody.length} bytes`);
    const turns = Object.fromEntries(
      names.map((name) => [name, async () => takeTurn(sides[name], count, run)]),
    ) as Record<keyof typeof sides, () => Promise<Cost>>;
    const { service, ...others } = await measureCosts(rounds, turns);
    for (const [name, costs] of Object.entries(others)) {
      printRatio(`service ÷ ${name}`, column(service, 'rate'), column(costs, 'rate'));
    }
    for (const [name, costs] of Object.entries(others)) {
      printRatio(`Node CPU of service ÷ ${name}`, column(service, 'node'), column(costs, 'node'));
    }
  } finally {
    for (const name of names) await sides[name].close();
    await posts.close();
  }
}

async function makeWebhooks(place: Place): Promise<BenchWebhook[]> {
  const database = await openForSeeding(place.databaseUrl);
  const webhooks = await addWebhooks(database, place, listApart('bench', webhookCount));
  await database.close(true);
  return webhooks;
}

/** Opens all in databases of their own on one server, and warms them up. */
async function openSides(
  place: Place,
  webhooks: readonly BenchWebhook[],
  posts: ReturnType<typeof createPosts>,
) {
  const warm = async (
    create: (databaseUrl: string) => Promise<Contestant>,
    { databaseUrl } = place,
  ) => {
    const contestant = await create(databaseUrl);
    await contestant.start();
    await closed(contestant)(warmUpCount);
    await contestant.stop();
    await settleDatabase(databaseUrl);
    return contestant;
  };
  const open = async (name: string, create: Create, post: Post) =>
    warm((databaseUrl) => create({ databaseUrl, webhooks, post }), await addDatabase(place, name));
  return {
    service: await warm((databaseUrl) => createServiceContestant(databaseUrl, webhooks)),
    'pg-boss, undici': await open('boss_undici', createPgBoss, posts.undici),
    'pg-boss, fetch': await open('boss_fetch', createPgBoss, posts.fetch),
    'graphile, undici': await open('graphile_undici', createGraphileWorker, posts.undici),
    'graphile, fetch': await open('graphile_fetch', createGraphileWorker, posts.fetch),
    'by hand, fetch': await open('by_hand', createByHand, posts.fetch),
  };
}

type Create = (options: ContestantOptions) => Promise<Contestant>;

async function takeTurn(contestant: Contestant, count: number, run: Run): Promise<Cost> {
  const cost = await run(contestant, count);
  await contestant.stop();
  return cost;
}
