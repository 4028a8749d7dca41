import { sql, type Database } from '../../src/db/index.ts';
import { signToken } from '../../src/workspaces/index.ts';
import { startBareApollo } from './bare-apollo.ts';
import { startBareReads } from './bare-reads.ts';
import type { CallOrder } from './caller-process.ts';
import type { Figure, Place } from './figure.ts';
import { sampleBody } from './sample.ts';
import { addWebhooks } from './seed.ts';
import { createBenchEnv, patience, startService } from './service.ts';
import { measureCpu, startCaller } from './start-caller.ts';
import { measureInTurns, printRatio } from './turns.ts';

const workspaceId = 'bench';
const webhookCount = 20;
/** Deliveries of a page. */
const pageSize = 50;
const deliveryCount = 2_000;
/** Enough to keep both sides busy, and as few as a token may have running. */
const connections = 8;
const warmUpShare = 2;

const deliveriesQuery = `query ($first: Int!) {
  deliveries(first: $first) {
    nodes {
      id trigger status statusReason attemptCount responseStatus responseTimeMs nextAttemptAt completedAt
      event { id type occurredAt payload }
      webhook { id name url events }
      attempts {
        number url startedAt durationMs requestHeaders responseStatus responseHeaders responseBody errorCode
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const webhooksQuery = `query ($first: Int!) {
  webhooks(first: $first) {
    nodes {
      id name url events timeoutSeconds status statusReason createdAt
      deliveryCounts { total succeeded failed pending { count isExact } }
      lastDeliveryAt
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Compares CPU time of this process, which serves both sides; the calls come from another process. */
export const reads: Figure = {
  title:
    'reads: CPU of the same SQL behind node:http ÷ of the API, for two pages (goal ≥ 0.35); of { __typename } ÷ of bare Apollo (goal ≤ 2.5)',
  rounds: 5,
  count: 200,
  async measure(place, rounds, count) {
    const env: Record<string, string> = { ...createBenchEnv(place.databaseUrl), ROLES: 'api' };
    const app = await startService(env, patience);
    await seed(app.database, place);
    const token = await signToken(env.AUTH_JWT_SECRET ?? '', {
      workspaceId,
      scopes: ['webhooks:read'],
      lifetimeSeconds: 86_400,
    });
    const bare = await startBareReads(place.databaseUrl, workspaceId);
    const apollo = await startBareApollo(env.AUTH_JWT_SECRET ?? '');
    const caller = startCaller();

    /** Returns a function that measures the microseconds of a call. */
    function side(url: string, body: object, times: number, rows?: CallOrder['rows']) {
      const common = { url, token, connections, body: JSON.stringify(body) };
      const order = { ...common, ...(rows && { rows }) };
      const run = async (calls: number) => caller.call({ ...order, count: calls });
      return {
        warmUp: async () => run(Math.ceil(count * times * warmUpShare)),
        measure: async () => (await measureCpu(async () => run(count * times))) / count / times,
      };
    }

    // Each delivery has one attempt, so that its duration counts both.
    const [ofDeliveries, ofWebhooks] = [{ first: pageSize }, { first: webhookCount }];
    const sides = {
      'deliveries by hand': side(`${bare.url}/deliveries`, ofDeliveries, 1, {
        text: '"duration_ms":',
        count: pageSize,
      }),
      deliveries: side(app.url, { query: deliveriesQuery, variables: ofDeliveries }, 1, {
        text: '"durationMs":',
        count: pageSize,
      }),
      'webhooks by hand': side(`${bare.url}/webhooks`, ofWebhooks, 2, {
        text: '"lastDeliveryId":',
        count: webhookCount,
      }),
      webhooks: side(app.url, { query: webhooksQuery, variables: ofWebhooks }, 2, {
        text: '"lastDeliveryAt":',
        count: webhookCount,
      }),
      'bare Apollo': side(apollo.url, { query: '{ __typename }' }, 10),
      '{ __typename }': side(app.url, { query: '{ __typename }' }, 10),
    };
    try {
      for (const [name, { warmUp }] of Object.entries(sides)) {
        const { responseBytes } = await warmUp();
        console.log(`  ${name}: ${responseBytes} bytes`);
      }
      const measures = Object.fromEntries(
        Object.entries(sides).map(([name, { measure }]) => [name, measure]),
      ) as Record<keyof typeof sides, () => Promise<number>>;
      const cpu = await measureInTurns(rounds, measures, (us) => `${us.toFixed(0)} µs`);
      printRatio('deliveries by hand ÷ API', cpu['deliveries by hand'], cpu.deliveries);
      printRatio('webhooks by hand ÷ API', cpu['webhooks by hand'], cpu.webhooks);
      printRatio('{ __typename } ÷ bare Apollo', cpu['{ __typename }'], cpu['bare Apollo']);
    } finally {
      caller.stop();
      await apollo.stop();
      await bare.stop();
      await app.stop();
    }
  },
};

/** Adds webhooks and a log of deliveries that succeeded at the first attempt, each of its own event. */
async function seed(database: Database, place: Place): Promise<void> {
  const wanted = Array.from({ length: webhookCount }, (_, n) => ({ workspaceId, path: `/${n}` }));
  const webhooks = await addWebhooks(database, place, wanted);
  const requestHeaders = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [`x-header-${n}`, 'a value of usual length'.repeat(2)]),
  );
  const responseHeaders = { 'content-type': 'text/plain', 'content-length': '2', date: 'today' };
  const kysely = database.em.fork().getKysely();
  await sql`
    with made as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status, attempt_count,
        response_status, response_time_ms, updated_at)
      select new_id(), new_id(), (${webhooks.map(({ id }) => id)}::uuid[])[1 + n % ${webhookCount}::int],
        ${workspaceId}, 'rent.created', 'EVENT', 'SUCCEEDED', 1, 200, 12, now()
      from generate_series(1, ${deliveryCount}::int) n
      returning id, event_id
    ),
    happened as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select event_id, ${workspaceId}, 'rent.created', ${sampleBody.toString()}, now() from made
    )
    insert into attempts (delivery_id, number, response_status, duration_ms, started_at, url, request_headers,
      response_headers, response_body)
    select id, 1, 200, 12, now(), 'https://hooks.example.com/orders', ${JSON.stringify(requestHeaders)}::json,
      ${JSON.stringify(responseHeaders)}::json, 'ok'
    from made
  `.execute(kysely);
  await sql`
    insert into webhook_hours (webhook_id, hour, workspace_id, succeeded_count, failed_count)
    select id, date_trunc('hour', now()) - make_interval(hours => n), workspace_id, 4, 1
    from webhooks, generate_series(0, 23) n
  `.execute(kysely);
  await sql`analyze deliveries, events, attempts, webhooks, webhook_hours`.execute(kysely);
}
