import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../../src/app.ts';
import type { Loop } from './bare-loops.ts';
import { sampleData } from './sample.ts';
import { countSucceeded, type BenchWebhook } from './seed.ts';

/** Events to publish, and their destinations. */
export interface ServiceLoopOptions {
  app: App;
  /** The same number per workspace; each event goes to all its webhooks in this list. */
  webhooks: readonly BenchWebhook[];
  eventsPerCall: number;
}

/** Concurrent calls of `publishEvents`. */
const publishers = 4;

/** Maximum of published and unrecorded deliveries: like the bare loops, this loop waits for answers. */
const backlogMax = 1_000;

interface Backlog {
  published: number;
  recorded: number;
}

/** Publishes events until there are `count` deliveries, and resolves when each is recorded as SUCCEEDED. */
export function createServiceLoop({ app, webhooks, eventsPerCall }: ServiceLoopOptions): Loop {
  const workspaceIds = [...new Set(webhooks.map((webhook) => webhook.workspaceId))];
  const deliveriesPerCall = (webhooks.length / workspaceIds.length) * eventsPerCall;

  async function publish(calls: number[], backlog: Backlog): Promise<void> {
    for (let call = calls.pop(); call !== undefined; call = calls.pop()) {
      while (backlog.published - backlog.recorded >= backlogMax) await delay(2);
      backlog.published += deliveriesPerCall;
      const data = sampleData;
      const drafts = Array.from({ length: eventsPerCall }, () => ({ type: 'rent.created', data }));
      const workspaceId = workspaceIds[call % workspaceIds.length] ?? '';
      await app.publishEvents(app.database.em.fork(), workspaceId, drafts);
    }
  }

  async function watch(backlog: Backlog, count: number): Promise<void> {
    const before = await countSucceeded(app.database, webhooks);
    while (backlog.recorded < count) {
      await delay(5);
      backlog.recorded = (await countSucceeded(app.database, webhooks)) - before;
    }
  }

  return async (count) => {
    const backlog = { published: 0, recorded: 0 };
    const calls = Array.from({ length: count / deliveriesPerCall }, (_, call) => call);
    const publishing = Array.from({ length: publishers }, async () => publish(calls, backlog));
    await Promise.all([...publishing, watch(backlog, count)]);
  };
}
