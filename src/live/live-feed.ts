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
import type { DeliveryInterest } from './delivery-interest.ts';
import { createMessages, type DeliveryMessages } from './delivery-messages.ts';
import { createSignal, type LiveUpdate } from './live-update.ts';
import { createLiveMetrics } from './metrics.ts';
import type { Position } from './position.ts';
import { readBatch, type Continued } from './read-batch.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

export interface LiveFeed {
  start(): void;
  stop(): Promise<void>;
  /**
   * Follows changes of deliveries. The first message is a cursor without a delivery: a list loaded after it, together
   * with the updates, misses no change.
   *
   * @param after continues after this position; when that is not possible, the first message has a gap
   */
  subscribe(interest: DeliveryInterest, after: Position | null): UpdateQueue<LiveUpdate>;
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
/** A subscriber that gets no update for this long gets a fresh cursor, or it could not continue from its old one. */
const quietMsMax = 30_000;
/** Workspaces whose missed changes are read at once; subscribers of others wait for the next read. */
const continuedWorkspacesMax = 20;

interface Subscriber {
  interest: DeliveryInterest;
  after: Position | null;
  queue: UpdateQueue<LiveUpdate>;
  /** False until the subscriber got its first message, from a read that started after it subscribed. */
  isWelcomed: boolean;
  /** When it got its last message, by the process's clock. */
  toldAtMs: number;
}

export function createLiveFeed({
  database,
  wakeUps,
  errorLog,
  metrics,
}: LiveFeedOptions): LiveFeed {
  const subscribers = new Set<Subscriber>();
  const liveMetrics = createLiveMetrics(metrics, () => subscribers.size);
  let position: Position | null = null;

  /** Reads from the last position to the current one, for the subscribers present at the start. */
  async function read(): Promise<void> {
    const present = [...subscribers];
    if (present.length === 0) {
      position = null; // the next subscriber starts at the present
      return;
    }
    const continued = chooseContinued(present);
    const batch = await readBatch(database, {
      since: position,
      followed: { deliveries: listWorkspaces(present), webhooks: [] },
      continued: [...continued],
      searches: listSearches(present),
    });
    const messages = createMessages(batch);
    for (const subscriber of present) {
      const isWaiting = isContinued(subscriber) && !continued.has(subscriber);
      if (isWaiting) reader.wake();
      else tell(subscriber, messages);
    }
    position = { ...batch.present, sent: null };
    liveMetrics.noteLag(batch.lagSeconds);
  }

  function tell(subscriber: Subscriber, messages: DeliveryMessages): void {
    const list = listMessages(subscriber, messages);
    if (list.length === 0) return;
    const isFull = subscriber.queue.push(list) === 'full';
    if (isFull || list[0]?.gap) liveMetrics.noteGap();
    subscriber.isWelcomed = true;
    subscriber.toldAtMs = performance.now();
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
      for (const { queue } of subscribers) await queue.return();
      await stopped;
    },
    subscribe(interest, after) {
      const queue = createUpdateQueue<LiveUpdate>({
        toGap: ({ cursor }) => createSignal(cursor, 'gap'),
        onEnd: () => subscribers.delete(subscriber),
      });
      const subscriber: Subscriber = { interest, after, queue, isWelcomed: false, toldAtMs: 0 };
      subscribers.add(subscriber);
      reader.wake();
      return queue;
    },
  };
}

function listMessages(subscriber: Subscriber, messages: DeliveryMessages): readonly LiveUpdate[] {
  if (isContinued(subscriber)) return messages.listMissed(subscriber);
  if (!subscriber.isWelcomed) return [messages.start];
  const updates = messages.listFor(subscriber.interest);
  const isQuiet = performance.now() - subscriber.toldAtMs > quietMsMax;
  return updates.length === 0 && isQuiet ? [messages.moved] : updates;
}

/** Whether its first message is about the changes that it has missed. */
function isContinued(subscriber: Subscriber): subscriber is Subscriber & Continued {
  return !subscriber.isWelcomed && subscriber.after !== null;
}

/** Chooses those whose missed changes are read now. */
function chooseContinued(subscribers: readonly Subscriber[]): Set<Continued> {
  const all = subscribers.filter(isContinued);
  const workspaceIds = new Set(listWorkspaces(all).slice(0, continuedWorkspacesMax));
  return new Set(all.filter(({ interest }) => workspaceIds.has(interest.workspaceId)));
}

function listWorkspaces(subscribers: readonly Subscriber[]): string[] {
  return [...new Set(subscribers.map(({ interest }) => interest.workspaceId))];
}

function listSearches(subscribers: readonly Subscriber[]) {
  const searches = subscribers.flatMap(({ interest: { workspaceId, criteria } }) =>
    criteria.text === null ? [] : { workspaceId, text: criteria.text },
  );
  return [...new Map(searches.map((one) => [JSON.stringify(one), one])).values()];
}
