import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../../src/db/index.ts';
import type { Figure } from './figure.ts';
import { sign } from './live.ts';
import { startSubscribers } from './live-subscribers.ts';
import { callSteadily } from './loads.ts';
import { addWebhooks, countQueued, insertDue, listApart, openForSeeding } from './seed.ts';
import { createBenchEnv } from './service.ts';
import { startMemoryNode } from './start-memory-node.ts';

const workspaceCount = 10;
/** As many as a workspace may have. */
const socketsPerWorkspace = 100;
/** Deliveries of each workspace, which change in turns. */
const deliveryCount = 100;
/** One delivery of each workspace at a time: 200 updates a second in all. */
const changesPerSecond = 20;
/** Long enough for the results that are kept for slower subscribers to reach their limit. */
const warmUpMs = 30_000;

/** A node with many sockets, in its own process, while nothing is sent. */
export const liveSockets: Figure = {
  title:
    'live-sockets: 1,000 sockets with one subscription each, 10 workspaces, 200 updates/s for 60 s (goals: lag p95 ≤ 250 ms, memory flat)',
  rounds: 1,
  count: 60,
  quick: { rounds: 1, count: 10 },
  async measure(place, rounds, seconds) {
    const env = createBenchEnv(place.databaseUrl);
    const database = await openForSeeding(place.databaseUrl);
    const names = listApart('live', workspaceCount);
    await insertDue(database, await addWebhooks(database, place, names), deliveryCount);
    const node = await startMemoryNode(env);
    try {
      while ((await countQueued(database)) > 0) await delay(100);
      const tokens = await Promise.all(names.map(({ workspaceId }) => sign(env, workspaceId)));
      const subscribers = await startSubscribers({
        ...{ url: node.url, tokens, subscribersPerToken: socketsPerWorkspace },
        ...{ subscriptionsPerSocket: 1, measuresLag: true },
      });
      const ending = new AbortController();
      const changing = callSteadily(changesPerSecond, ending.signal, (n) => change(database, n));
      await delay(warmUpMs);
      for (let round = 1; round <= rounds; round += 1) {
        const before = await subscribers.report();
        const memoryBefore = await node.read({ collects: true });
        await delay(seconds * 1_000);
        const { messageCount, lag } = await subscribers.report();
        const memoryAfter = await node.read({ collects: true });
        const share =
          (messageCount - before.messageCount) /
          (seconds * changesPerSecond * workspaceCount * socketsPerWorkspace);
        console.log(
          `  round ${round}: lag p50 ${lag?.p50} ms, p95 ${lag?.p95} ms, p99 ${lag?.p99} ms, max ${lag?.max} ms; ` +
            `${((messageCount - before.messageCount) / seconds).toFixed(0)} messages/s (${(share * 100).toFixed(1)} %); ` +
            `heap and buffers ${mib(memoryBefore.held)} → ${mib(memoryAfter.held)} MiB, ` +
            `RSS ${mib(memoryBefore.rss)} → ${mib(memoryAfter.rss)} MiB`,
        );
      }
      ending.abort();
      await changing;
      subscribers.stop();
    } finally {
      await node.kill();
      await database.close(true);
    }
  },
};

/** Changes one delivery of each workspace, as a record does, and says when in `updated_at`. */
async function change(database: Database, n: number): Promise<void> {
  await sql`
    with chosen as (
      select d.id from workspaces w
      cross join lateral (
        select id from deliveries where workspace_id = w.id order by id offset ${n % deliveryCount}::int limit 1
      ) d
    ),
    changed as (
      update deliveries set updated_at = clock_timestamp() where id = any(array(select id from chosen))
      returning id, workspace_id
    ),
    changes as (
      insert into delivery_changes (workspace_id, delivery_ids)
      select workspace_id, array_agg(id) from changed group by workspace_id
    )
    select pg_notify('deliveries_changed', '')
  `.execute(database.em.fork().getKysely());
}

function mib(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
