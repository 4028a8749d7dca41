import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';

/** Reads the rows of a page, already in the form of the response. */
type ReadPage = (pool: Pool, workspaceId: string, first: number) => Promise<object[]>;

interface Row extends Record<string, unknown> {
  id: string;
}

/**
 * A page of deliveries with their event, webhook and attempts: one statement a level, as the service reads it.
 * Returns what the GraphQL query of the figure selects.
 */
export const readDeliveries: ReadPage = async (pool, workspaceId, first) => {
  const { rows: found } = await pool.query<Row>(deliveriesPage, [workspaceId, first]);
  const rows = found.slice(0, first); // one more shows whether there is a next page
  const ids = rows.map(({ id }) => id).sort();
  const [events, webhooks, attempts] = await Promise.all([
    pool.query<Row>(eventsByIds, [[...new Set(rows.map((row) => row.event_id))]]),
    pool.query<Row>(webhooksByIds, [[...new Set(rows.map((row) => row.webhook_id))], workspaceId]),
    pool.query<Row>(attemptsByIds, [ids, ids.at(0), ids.at(-1)]),
  ]);
  const eventOf = new Map(
    events.rows.map(({ body, ...event }) => [
      event.id,
      { ...event, payload: JSON.parse(body as string) as unknown },
    ]),
  );
  const webhookOf = new Map(webhooks.rows.map((row) => [row.id, row]));
  const attemptsOf = Map.groupBy(attempts.rows, (row) => row.delivery_id);
  return rows.map((row) => ({
    ...row,
    event: eventOf.get(row.event_id as string) ?? null,
    webhook: webhookOf.get(row.webhook_id as string) ?? null,
    attempts: attemptsOf.get(row.id) ?? [],
  }));
};

const deliveriesPage = `
  select d.id, d.event_id, d.webhook_id, d.trigger, d.status, d.status_reason, d.attempt_count, d.response_status,
    d.response_time_ms, d.updated_at,
    (select q.due_at from delivery_queue q where q.delivery_id = d.id and q.claim_token is null) as next_attempt_at
  from deliveries d where d.workspace_id = $1 order by d.id desc limit $2::int + 1`;
const eventsByIds = `select id, type, body, occurred_at from events where id = any($1::uuid[])`;
const webhooksByIds = `
  select id, name, url, events from webhooks
  where id = any($1::uuid[]) and workspace_id = $2 and deleted_at is null`;
const attemptsByIds = `
  select delivery_id, number, url, started_at, duration_ms, request_headers, response_status, response_headers,
    response_body, error_code
  from attempts where delivery_id = any($1::uuid[]) and delivery_id >= $2 and delivery_id <= $3
  order by delivery_id, number`;

/** A page of webhooks with their counts and last deliveries: one statement each, as the service reads it. */
export const readWebhooks: ReadPage = async (pool, workspaceId, first) => {
  const { rows: found } = await pool.query<Row>(webhooksPage, [workspaceId, first]);
  const rows = found.slice(0, first);
  const ids = rows.map(({ id }) => id);
  const [counts, newest] = await Promise.all([
    pool.query<Row>(countsByWebhook, [ids, workspaceId]),
    pool.query<Row>(newestByWebhook, [ids, workspaceId]),
  ]);
  const countsOf = new Map(counts.rows.map(({ id, ...row }) => [id, row]));
  const newestOf = new Map(newest.rows.map((row) => [row.webhook_id, row.id]));
  return rows.map((row) => ({
    ...row,
    deliveryCounts: countsOf.get(row.id) ?? null,
    lastDeliveryId: newestOf.get(row.id) ?? null,
  }));
};

const webhooksPage = `
  select id, name, url, events, timeout_seconds, suspended, disabled_at, paused_at, created_at from webhooks
  where workspace_id = $1 and deleted_at is null order by id desc limit $2::int + 1`;
const countsByWebhook = `
  with leased as materialized (
    select webhook_id, count(*)::int as count from delivery_queue where claim_token is not null group by webhook_id
  )
  select w.id, h.succeeded, h.failed, waiting.count + coalesce(leased.count, 0) as pending
  from webhooks w
  cross join lateral (
    select coalesce(sum(succeeded_count), 0)::float8 as succeeded, coalesce(sum(failed_count), 0)::float8 as failed
    from webhook_hours where webhook_id = w.id
  ) h
  cross join lateral (
    select count(*)::int as count from (
      select from delivery_queue where webhook_id = w.id and claim_token is null limit 10001
    ) as bounded
  ) waiting
  left join leased on leased.webhook_id = w.id
  where w.id = any($1::uuid[]) and w.workspace_id = $2`;
const newestByWebhook = `
  select w.id as webhook_id, newest.id from webhooks w
  cross join lateral (select id from deliveries where webhook_id = w.id order by id desc limit 1) newest
  where w.id = any($1::uuid[]) and w.workspace_id = $2`;

/** The same SQL as the service runs, behind `node:http` and with nothing else: no token, no schema, no limits. */
export async function startBareReads(databaseUrl: string, workspaceId: string) {
  // As the sessions of the service.
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    options: '-c enable_seqscan=off',
  });
  const pages: Record<string, ReadPage> = {
    '/deliveries': readDeliveries,
    '/webhooks': readWebhooks,
  };
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const { first } = JSON.parse(body) as { first: number };
      const rows = await pages[request.url ?? '']?.(pool, workspaceId, first);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: rows }));
    });
  });
  const port = await listenLocally(server);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await pool.end();
    },
  };
}

/** Returns the port. */
export async function listenLocally(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => resolve(undefined));
  await promise;
  return (server.address() as { port: number }).port;
}
