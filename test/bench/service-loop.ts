import type { App } from '../../src/app.ts';
import type { Loop } from './bare-loops.ts';
import { closedLoop, type Pipeline } from './closed-loop.ts';
import { sampleData } from './sample.ts';
import { countSucceeded, type BenchWebhook } from './seed.ts';

/** Events to publish, and their destinations. */
export interface ServiceLoopOptions {
  app: App;
  /** The same number per workspace; each event goes to all its webhooks in this list. */
  webhooks: readonly BenchWebhook[];
  eventsPerCall: number;
}

/** Publishes events until there are `count` deliveries, and resolves when each is recorded as SUCCEEDED. */
export function createServiceLoop(options: ServiceLoopOptions): Loop {
  return closedLoop(createServicePipeline(options));
}

/** Each call publishes to the next workspace; a delivery is done when it is recorded as SUCCEEDED. */
export function createServicePipeline({
  app,
  webhooks,
  eventsPerCall,
}: ServiceLoopOptions): Pipeline {
  const workspaceIds = [...new Set(webhooks.map((webhook) => webhook.workspaceId))];
  return {
    publish(call) {
      const data = sampleData;
      const drafts = Array.from({ length: eventsPerCall }, () => ({ type: 'rent.created', data }));
      const workspaceId = workspaceIds[call % workspaceIds.length] ?? '';
      return app.publishEvents(app.database.em.fork(), workspaceId, drafts);
    },
    deliveriesPerCall: (webhooks.length / workspaceIds.length) * eventsPerCall,
    countDone: () => countSucceeded(app.database, webhooks),
    countEveryMs: 20,
  };
}
