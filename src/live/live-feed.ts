/*
 * One reader per node feeds all its subscribers. A wake-up starts it after each change on any node, and a timer
 * every second in case a wake-up was lost. The reader reads the change tables from its last snapshot to the current
 * one, loads what has changed once, and gives each subscriber what it follows. A subscriber that continues from a
 * cursor gets what it has missed from the same read, and follows the others from there.
 * Subscribers with the same interest get the same objects, so that each update can be executed once for all of them.
 * Never waits for a subscriber, and does nothing without one.
 */
import type { Database, WakeUps } from '../db/index.ts';
import { createLoop, type ErrorLog, type Metrics } from '../kernel/index.ts';
import {
  chooseContinued,
  listMessages,
  listSearches,
  type DeliverySubscription,
} from './delivery-subscription.ts';
import { createMessages } from './delivery-messages.ts';
import { createSignal, type LiveUpdate } from './live-update.ts';
import { createLiveMetrics } from './metrics.ts';
import type { Position } from './position.ts';
import { readBatch } from './read-batch.ts';
import type { WebhookIds } from './read-webhooks.ts';
import { createSubscribers } from './subscribers.ts';
import type { UpdateQueue } from './update-queue.ts';
import {
  createWebhookGap,
  createWebhookMessages,
  type WebhookInterest,
  type WebhookUpdate,
} from './webhook-messages.ts';

export interface LiveFeed {
  start(): void;
  stop(): Promise<void>;
  /**
   * Follows changes of deliveries. The first message is a cursor without a delivery: a list loaded after it, together
   * with the updates, misses no change. When the stream cannot continue from a position, the first message is a gap.
   */
  followDeliveries(subscription: DeliverySubscription): UpdateQueue<LiveUpdate>;
  /** Follows changes of webhooks; those of their counts once a second. The first message has no webhook. */
  followWebhooks(interest: WebhookInterest): UpdateQueue<WebhookUpdate>;
}

export interface LiveFeedOptions {
  database: Database;
  wakeUps: Pick<WakeUps, 'on'>;
  errorLog: ErrorLog;
  metrics: Metrics;
}

const pollMs = 1_000;
/** Reads at shorter intervals would each find little. */
const gapMs = 50;
/** The shortest time between two updates of the counts of webhooks. */
const countsEveryMs = 1_000;

export function createLiveFeed({
  database,
  wakeUps,
  errorLog,
  metrics,
}: LiveFeedOptions): LiveFeed {
  const liveMetrics = createLiveMetrics(
    metrics,
    () => deliveries.list().length + webhooks.list().length,
  );
  const deliveries = createSubscribers<DeliverySubscription, LiveUpdate>(
    ({ cursor }) => createSignal(cursor, 'gap'),
    liveMetrics,
  );
  const webhooks = createSubscribers<WebhookInterest, WebhookUpdate>(createWebhookGap, liveMetrics);
  let position: Position | null = null;
  /** Webhooks whose counts have changed since they were last shown, at `countsToldAtMs`. */
  let waitingCounts: WebhookIds = new Map();
  let countsToldAtMs = -Infinity;

  /** Reads from the last position to the current one, for the subscribers present at the start. */
  async function read(): Promise<void> {
    const present = { deliveries: deliveries.list(), webhooks: webhooks.list() };
    if (present.deliveries.length + present.webhooks.length === 0) {
      position = null; // the next subscriber starts at the present
      waitingCounts = new Map();
      return;
    }
    const nowMs = performance.now();
    const areCountsDue = nowMs - countsToldAtMs >= countsEveryMs;
    const continued = chooseContinued(present.deliveries);
    const followedDeliveries = present.deliveries.map((one) => one.interest.interest.workspaceId);
    const followedWebhooks = [...new Set(present.webhooks.map((one) => one.interest.workspaceId))];
    const batch = await readBatch(database, {
      since: position,
      followed: {
        deliveries: [...new Set([...followedDeliveries, ...followedWebhooks])],
        webhooks: followedWebhooks,
      },
      continued: [...continued],
      searches: listSearches(present.deliveries),
      counts: { waiting: waitingCounts, areDue: areCountsDue },
    });
    position = { ...batch.present, sent: null };
    waitingCounts = batch.webhooks.waiting;
    if (areCountsDue) countsToldAtMs = nowMs;
    await deliveries.end(({ interest }) => batch.endedWorkspaceIds.has(interest.workspaceId));
    await webhooks.end(({ workspaceId }) => batch.endedWorkspaceIds.has(workspaceId));
    const messages = createMessages(batch);
    for (const subscriber of present.deliveries) {
      const list = listMessages(subscriber, continued, messages);
      if (list) deliveries.tell(subscriber, list);
      else reader.wake();
    }
    const updates = createWebhookMessages(batch.webhooks);
    for (const subscriber of present.webhooks) {
      const { isWelcomed, interest } = subscriber;
      webhooks.tell(subscriber, isWelcomed ? updates.listFor(interest) : [updates.start]);
    }
    liveMetrics.noteLag(batch.lagSeconds);
  }

  const reader = createLoop({
    run: read,
    everyMs: pollMs,
    gapMs,
    onError: (error) => errorLog.noteRetried(error, 'live: reading changes failed, will retry'),
  });

  return {
    start() {
      wakeUps.on('deliveries_changed', reader.wake);
      reader.start();
    },
    async stop() {
      const stopped = reader.stop();
      await deliveries.end();
      await webhooks.end();
      await stopped;
    },
    followDeliveries(subscription) {
      const queue = deliveries.add(subscription);
      reader.wake();
      return queue;
    },
    followWebhooks(interest) {
      const queue = webhooks.add(interest);
      reader.wake();
      return queue;
    },
  };
}
