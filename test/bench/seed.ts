import { loadConfig } from '../../src/config/config.ts';
import { migrate, openDatabase, sql, type Database } from '../../src/db/index.ts';
import { entities } from '../../src/entities.ts';
import { createSecretBox, systemClock } from '../../src/kernel/index.ts';
import { createNetworkPolicy, createWebhook } from '../../src/webhooks/index.ts';
import { upsertWorkspace } from '../../src/workspaces/index.ts';
import type { Place } from './figure.ts';
import { sampleBody } from './sample.ts';
import { createBenchEnv } from './service.ts';

/** Allows receivers on this machine, like the run's environment. */
const benchPolicy = createNetworkPolicy({
  allowNetworks: ['127.0.0.0/8'],
  denyNetworks: [],
  allowHttp: true,
});

/** A webhook required by a figure. */
export interface WantedWebhook {
  workspaceId: string;
  /** Path at the receiver; requests under `/hang` get no response. */
  path: string;
  events?: string[];
  timeoutSeconds?: number;
}

/** A webhook that exists and is known to the receiver. */
export interface BenchWebhook {
  id: string;
  workspaceId: string;
  url: string;
  secret: string;
}

/** Opens a migrated database for seeding, without statement timeouts. */
export async function openForSeeding(databaseUrl: string): Promise<Database> {
  await migrate(databaseUrl);
  return openDatabase({
    url: databaseUrl,
    entities,
    connectionsMax: 4,
    isMigrating: true,
    onWarning: () => undefined,
  });
}

/** Returns webhooks to be created, each in a workspace of its own: `name-0` and so on, also their paths. */
export function listApart(name: string, count: number): WantedWebhook[] {
  const names = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  return names.map((id) => ({ workspaceId: id, path: `/${id}` }));
}

/** Creates webhooks and their workspaces in this order, and passes the secrets to the receiver. */
export async function addWebhooks(
  database: Database,
  { databaseUrl, receiver }: Place,
  wanted: readonly WantedWebhook[],
): Promise<BenchWebhook[]> {
  const { secretKeys } = loadConfig(createBenchEnv(databaseUrl));
  const secretBox = createSecretBox(secretKeys);
  const dependencies = { policy: benchPolicy, secretBox, clock: systemClock };
  const made: BenchWebhook[] = [];
  for (const { workspaceId, path, events = ['*'], ...rest } of wanted) {
    const em = database.em.fork();
    const workspace = { id: workspaceId, name: workspaceId, plan: 'ENTERPRISE' } as const;
    await upsertWorkspace(em, workspace, () => Promise.resolve());
    const input = { name: path, url: receiver.origin + path, events, ...rest };
    const { webhook, secret } = await createWebhook(dependencies, em, workspaceId, input);
    if (secret === null) throw new Error('A new webhook has come without its secret.');
    made.push({ id: webhook.id, workspaceId, url: webhook.url, secret });
    await receiver.order({ secrets: { [path]: secret } });
  }
  return made;
}

/** Inserts this many due deliveries for each webhook, each of an event of about 1 KiB. */
export async function insertDue(
  database: Database,
  webhooks: readonly BenchWebhook[],
  countPerWebhook: number,
): Promise<void> {
  await sql`
    with new_events as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select new_id(), w.workspace_id, 'rent.created', ${sampleBody.toString()}, now()
      from webhooks w, generate_series(1, ${countPerWebhook}::int)
      where w.id = any(${webhooks.map(({ id }) => id)}::uuid[])
      returning id, workspace_id, type
    ),
    numbered as (
      select *, (row_number() over (partition by workspace_id order by id) - 1) / ${countPerWebhook}::int as place
      from new_events
    ),
    addressees as (
      select id as webhook_id, workspace_id, row_number() over (partition by workspace_id order by id) - 1 as place
      from webhooks where id = any(${webhooks.map(({ id }) => id)}::uuid[])
    ),
    made as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
      select new_id(), e.id, a.webhook_id, e.workspace_id, e.type, 'EVENT'
      from numbered e join addressees a using (workspace_id, place)
      returning id, event_id, webhook_id, workspace_id, trigger
    )
    insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at)
    select id, event_id, webhook_id, workspace_id, trigger, ${sampleBody.length}::int, now() from made
  `.execute(database.em.fork().getKysely());
}

/** Counts the succeeded deliveries of these webhooks. */
export async function countSucceeded(
  database: Database,
  webhooks: readonly BenchWebhook[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(succeeded_count), 0)::int as count from webhook_hours
    where webhook_id = any(${webhooks.map(({ id }) => id)}::uuid[])
  `.execute(database.em.fork().getKysely());
  return rows[0]?.count ?? 0;
}

/** Counts the deliveries that wait or are leased. */
export async function countQueued(database: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from delivery_queue
  `.execute(database.em.fork().getKysely());
  return Number(rows[0]?.count);
}
