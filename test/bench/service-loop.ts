import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { sql } from '../../src/db/index.ts';
import { createLogger, createSecretBox, systemClock } from '../../src/kernel/index.ts';
import { loadKeys } from '../../src/keys.ts';
import { createNetworkPolicy, createWebhook } from '../../src/webhooks/index.ts';
import { upsertWorkspace } from '../../src/workspaces/index.ts';
import type { Loop } from './bare-loops.ts';
import { sampleData } from './sample.ts';

export interface ServiceLoop {
  /** Publishes events, one delivery each, and resolves when every delivery is recorded as SUCCEEDED. */
  run: Loop;
  /** The secret of each path at the receiver. */
  secrets: Record<string, string>;
  stop(): Promise<void>;
}

/** Workspaces with one webhook each: as many lanes, with 10 requests in flight each. */
const workspaceCount = 10;
const eventsPerCall = 100;
/** Calls of `publishEvents` under way at once. */
const publishers = 4;

/** Published and not yet recorded at once: like the bare loops, this one does not send faster than it gets answers. */
const backlogMax = 1_000;

interface Backlog {
  published: number;
  recorded: number;
}

/** The whole service in this process: publish, sign, send, record. */
export async function startServiceLoop(
  databaseUrl: string,
  receiverOrigin: string,
): Promise<ServiceLoop> {
  const config = loadConfig({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: randomBytes(32).toString('hex'),
    SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    DELIVERY_ALLOW_NETWORKS: '127.0.0.0/8',
    DELIVERY_ALLOW_HTTP: 'true',
  });
  const keys = await loadKeys(config);
  const app = await startApp({ config, keys, databaseUrl, logger: createLogger('error') });
  const policy = createNetworkPolicy({
    allowNetworks: ['127.0.0.0/8'],
    denyNetworks: [],
    allowHttp: true,
  });
  const dependencies = { policy, secretBox: createSecretBox(keys.secretKeys), clock: systemClock };
  const secrets: Record<string, string> = {};
  const workspaceIds = Array.from({ length: workspaceCount }, (_, n) => `bench-${n}`);
  for (const id of workspaceIds) {
    const em = app.database.em.fork();
    await upsertWorkspace(em, { id, name: id, plan: 'ENTERPRISE' }, () => Promise.resolve());
    const input = { name: id, url: `${receiverOrigin}/${id}`, events: ['*'] };
    secrets[`/${id}`] = (await createWebhook(dependencies, em, id, input)).secret;
  }

  async function countRecorded(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select coalesce(sum(succeeded_count), 0)::int as count from webhook_hours
    `.execute(app.database.em.fork().getKysely());
    return rows[0]?.count ?? 0;
  }

  async function publish(calls: number[], backlog: Backlog): Promise<void> {
    for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
      while (backlog.published - backlog.recorded >= backlogMax) await delay(2);
      backlog.published += eventsPerCall;
      const data = sampleData;
      const drafts = Array.from({ length: eventsPerCall }, () => ({ type: 'rent.created', data }));
      const workspaceId = workspaceIds[call % workspaceCount] ?? '';
      await app.publishEvents(app.database.em.fork(), workspaceId, drafts);
    }
  }

  async function watch(backlog: Backlog, count: number): Promise<void> {
    const before = await countRecorded();
    while (backlog.recorded < count) {
      await delay(5);
      backlog.recorded = (await countRecorded()) - before;
    }
  }

  return {
    secrets,
    async run(count) {
      const backlog = { published: 0, recorded: 0 };
      const calls = Array.from({ length: count / eventsPerCall }, (_, call) => call);
      const publishing = Array.from({ length: publishers }, async () => publish(calls, backlog));
      await Promise.all([...publishing, watch(backlog, count)]);
    },
    stop: () => app.stop(),
  };
}
