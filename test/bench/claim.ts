import { sql, type Database } from '../../src/db/index.ts';
import {
  claimDeliveries,
  releaseClaims,
  scanDueWebhooks,
  type ClaimedDelivery,
} from '../../src/deliveries/index.ts';
import { addDatabase, settleDatabase } from './databases.ts';
import type { Figure, Place } from './figure.ts';
import { addWebhooks, insertDue, openForSeeding, type BenchWebhook } from './seed.ts';
import { median, roundUp } from './statistics.ts';
import { measureInTurns, printRatio } from './turns.ts';

/** Each has one due delivery. */
const webhookCount = 100;
const claimsPerRound = 40;
/** Rows inserted per statement. */
const fillCount = 100_000;
/** As the dispatcher asks with its default settings while it holds nothing. */
const countPerWebhook = 40;
const countMax = 200;
const bytesMax = 64 * 1024 * 1024;
const leaseSeconds = 30;

/**
 * A claim of 100 due deliveries of as many webhooks, in two databases of one server: in one a paused
 * webhook, in the middle of the scan, holds very many waiting deliveries, in the other it holds none.
 */
export const claim: Figure = {
  title:
    'claim: time of a claim of 100 while a paused webhook holds a million ÷ while none does (goal ≤ 1.5)',
  rounds: 5,
  count: 1_000_000,
  async measure(place, rounds, wanted) {
    const count = roundUp(wanted, fillCount);
    const without = await openWithDue(place, 0);
    const withMany = await openWithDue(await addDatabase(place, 'crowded'), count);
    try {
      console.log(
        `  ${rounds} rounds of ${claimsPerRound} claims, ${count} deliveries of the paused webhook`,
      );
      for (const database of [without, withMany]) await measureClaims(database); // warm up
      const sides = {
        without: () => measureClaims(without),
        with: () => measureClaims(withMany),
      };
      const times = await measureInTurns(rounds, sides, (ms) => `${ms.toFixed(1)} ms`);
      printRatio('with ÷ without', times.with, times.without);
    } finally {
      await without.close(true);
      await withMany.close(true);
    }
  },
};

async function openWithDue(place: Place, waitingCount: number): Promise<Database> {
  const database = await openForSeeding(place.databaseUrl);
  const wanted = Array.from({ length: webhookCount + 1 }, (_, n) => `hook-${n}`).map((name) => ({
    workspaceId: 'bench',
    path: `/${name}`,
  }));
  const webhooks = await addWebhooks(database, place, wanted);
  const [paused, ...others] = [...webhooks.splice(webhookCount / 2, 1), ...webhooks] as [
    BenchWebhook,
    ...BenchWebhook[],
  ];
  await fill(database, paused, waitingCount);
  await insertDue(database, others, 1);
  await settleDatabase(place.databaseUrl);
  return database;
}

/** Inserts waiting deliveries of one event, due over the last hour. */
async function fill(database: Database, webhook: BenchWebhook, count: number): Promise<void> {
  const kysely = database.em.fork().getKysely();
  await sql`update webhooks set paused_at = now() where id = ${webhook.id}::uuid`.execute(kysely);
  for (let filled = 0; filled < count; filled += fillCount) {
    await sql`
      with made as (
        insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
        select new_id(), gen_random_uuid(), ${webhook.id}::uuid, ${webhook.workspaceId}, 'rent.created', 'EVENT'
        from generate_series(1, ${fillCount}::int)
        returning id, event_id, webhook_id, workspace_id, trigger
      )
      insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at)
      select id, event_id, webhook_id, workspace_id, trigger, 1024, now() - make_interval(secs => 3600 * random())
      from made
    `.execute(kysely);
  }
}

/** Milliseconds of the median claim; what was claimed is released after each. */
async function measureClaims(database: Database): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < claimsPerRound; n += 1) {
    const start = performance.now();
    const claimed = await claimAll(database);
    times.push(performance.now() - start);
    const webhookIds = new Set(claimed.map((delivery) => delivery.webhookId));
    if (claimed.length !== webhookCount || webhookIds.size !== webhookCount) {
      throw new Error(`Claimed ${claimed.length} deliveries of ${webhookIds.size} webhooks.`);
    }
    await releaseClaims(database.em.fork(), claimed);
  }
  return median(times);
}

/** One scan over all webhooks, part by part, as the dispatcher does it. */
async function claimAll(database: Database): Promise<ClaimedDelivery[]> {
  const claimed: ClaimedDelivery[] = [];
  let from: string | null = null;
  do {
    const em = database.em.fork();
    const { due, nextFrom } = await scanDueWebhooks(em, from);
    const request = {
      quotas: due.map(({ webhookId }) => ({
        webhookId,
        count: countPerWebhook,
        workspaceBytes: bytesMax,
      })),
      ...{ countMax, bytesMax, leaseSeconds },
      monotonicMs: () => performance.now(),
    };
    claimed.push(...(await claimDeliveries(em, request)).claimed);
    from = nextFrom;
  } while (from !== null);
  return claimed;
}
