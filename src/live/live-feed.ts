/*
 * One reader per node feeds all its subscribers. A wake-up starts it after each change on any node, and a timer
 * every second in case a wake-up was lost. The reader reads the change table from its last snapshot to the current
 * one, loads the changed deliveries once, and gives each subscriber those of its workspace (and webhook).
 * Subscribers with the same interest get the same objects, so that each update can be executed once for all of them.
 * Never waits for a subscriber, and does nothing without one.
 */
import type { Database, WakeUps } from '../db/index.ts';
import { createLoop, type ErrorLog, type Metrics } from '../kernel/index.ts';
import { createUpdates, encodeCursor, loadChanged, type LiveInterest } from './live-update.ts';
import { createLiveMetrics } from './metrics.ts';
import { readChanges, type Position } from './read-changes.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

export interface LiveFeed {
  start(): void;
  stop(): Promise<void>;
  /**
   * Follows every later change of the workspace's deliveries. The first update is a cursor without a delivery:
   * a list loaded after it, together with the updates, misses no change.
   */
  subscribe(interest: LiveInterest): UpdateQueue;
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

interface Subscriber extends LiveInterest {
  queue: UpdateQueue;
  /** False until the subscriber got its first cursor, from a read that started after it subscribed. */
  isWelcomed: boolean;
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
    const em = database.em.fork();
    const workspaceIds = [...new Set(present.map((subscriber) => subscriber.workspaceId))];
    const changes = await readChanges(em, position, workspaceIds);
    const changed = await loadChanged(em, changes);
    const cursor = encodeCursor(changes.position);
    const cursors = { before: position ? encodeCursor(position) : cursor, present: cursor };
    const updatesOf = createUpdates(changed, cursors);
    const welcome = [{ cursor, gap: false, delivery: null }];
    for (const subscriber of present) {
      const updates = subscriber.isWelcomed ? updatesOf(subscriber) : welcome;
      const isFull = subscriber.queue.push(updates) === 'full';
      if (isFull || updates[0]?.gap) liveMetrics.noteGap();
      subscriber.isWelcomed = true;
    }
    position = changes.position;
    liveMetrics.noteLag(changes.lagSeconds);
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
    subscribe(interest) {
      const queue = createUpdateQueue(() => subscribers.delete(subscriber));
      const subscriber: Subscriber = { ...interest, queue, isWelcomed: false };
      subscribers.add(subscriber);
      reader.wake();
      return queue;
    },
  };
}
