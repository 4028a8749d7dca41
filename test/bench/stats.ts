import { responseTimeColumns } from '../../src/deliveries/response-times.ts';
import { sql } from '../../src/db/index.ts';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { settleDatabase } from './databases.ts';
import type { Figure, Place } from './figure.ts';
import { addWebhooks, openForSeeding } from './seed.ts';
import { createBenchEnv, patience, startService } from './service.ts';
import { startCaller } from './start-caller.ts';
import { measureInTurns } from './turns.ts';

/** Days whose statistics are read. */
const dayCount = 30;
/** Every webhook has counts in every hour of these days. */
const keptDayCount = 90;
const counts = 'succeededCount failedCount retriedCount responseTime { p50Ms p95Ms p99Ms }';
const stats30Days = `deliveryStats(since: $since, timeZone: "Europe/Berlin") {
  buckets { startsAt endsAt ${counts} } total { ${counts} } }`;

/** Calls one after the other over HTTP; the calls come from another process. */
export const stats: Figure = {
  title: `stats: ms of a call for the statistics of ${dayCount} days: of a webhook (goal ≤ 5), of a page, of workspaces`,
  rounds: 5,
  count: 100,
  async measure(place, rounds, count) {
    const [webhookId] = await seed(place, 'small', 20);
    await seed(place, 'large', 200);
    await settleDatabase(place.databaseUrl);
    const env: Record<string, string> = { ...createBenchEnv(place.databaseUrl), ROLES: 'api' };
    const app = await startService(env, patience);
    const caller = startCaller();
    const since = new Date(Date.now() - (dayCount - 1) * 86_400_000).toISOString();

    async function side(workspaceId: string, field: string) {
      const scopes = ['webhooks:read' as const];
      const identity = { workspaceId, scopes, lifetimeSeconds: 86_400 };
      const token = await signToken(env.AUTH_JWT_SECRET ?? '', identity);
      const query = `query ($since: DateTime!) { ${field} }`;
      const body = JSON.stringify({ query, variables: { since } });
      return async () => {
        const startMs = performance.now();
        await caller.call({ url: app.url, token, body, count, connections: 1 });
        return (performance.now() - startMs) / count;
      };
    }

    const sides = {
      'a webhook': await side('small', `webhook(id: "${webhookId}") { ${stats30Days} }`),
      'a page of 20': await side('small', `webhooks(first: 20) { nodes { ${stats30Days} } }`),
      'a workspace of 20': await side('small', `workspace { ${stats30Days} }`),
      'a workspace of 200': await side('large', `workspace { ${stats30Days} }`),
    };
    try {
      for (const measure of Object.values(sides)) await measure(); // warm up
      await measureInTurns(rounds, sides, (ms) => `${ms.toFixed(2)} ms`);
    } finally {
      caller.stop();
      await app.stop();
    }
  },
};

/** Adds a workspace with webhooks and their counts, in the order in which they would be written; returns API ids. */
async function seed(place: Place, workspaceId: string, webhookCount: number): Promise<string[]> {
  const database = await openForSeeding(place.databaseUrl);
  const paths = Array.from({ length: webhookCount }, (_, n) => `/${workspaceId}-${n}`);
  const webhooks = await addWebhooks(
    database,
    place,
    paths.map((path) => ({ workspaceId, path })),
  );
  const columns = sql.join(responseTimeColumns.map((name) => sql.ref(name)));
  const values = sql.join(responseTimeColumns.map(() => sql`(random() * 100)::int`));
  await sql`
    insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count, failed_count, retried_count, ${columns})
    select id, hour, workspace_id, 1000, 10, 20, ${values}
    from generate_series(date_trunc('hour', now()) - make_interval(days => ${keptDayCount}::int), now(), interval '1 hour') as hour,
      webhooks
    where workspace_id = ${workspaceId}
    order by hour
  `.execute(database.em.fork().getKysely());
  await database.close(true);
  return webhooks.map(({ id }) => encodeId(IdPrefix.webhook, id));
}
