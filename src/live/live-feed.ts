/*
 * One reader a node feeds all its subscribers. It is woken when something changed anywhere, and looks
 * by itself every second in case a wake-up was lost. It reads the change table from its last snapshot
 * to the present one, loads the changed deliveries once, and gives each subscriber what belongs to its
 * workspace (and webhook). It never waits for a subscriber. Without subscribers it does nothing.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Database, WakeUps } from '../db/index.ts';
import type { ErrorLog, Metrics } from '../kernel/index.ts';
import { encodeCursor } from './live-update.ts';
import { createLiveMetrics } from './metrics.ts';
import { readChanges, type Position } from './read-changes.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';
import { loadChanged, updatesFor, type LiveInterest } from './updates-for.ts';

export interface LiveFeed {
  start(): void;
  stop(): Promise<void>;
  /**
   * Every later change of the workspace's deliveries. The first update is a cursor without a delivery:
   * what is loaded after it arrived, together with the updates, misses nothing.
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
/** Reads that follow one another closer would each find little. */
const gapMs = 50;

interface Subscriber extends LiveInterest {
  queue: UpdateQueue;
  /** False until a read that began after it came has told it where the stream stands. */
  isWelcomed: boolean;
}

/** Makes the feed of this node. */
export function createLiveFeed({
  database,
  wakeUps,
  errorLog,
  metrics,
}: LiveFeedOptions): LiveFeed {
  const subscribers = new Set<Subscriber>();
  const liveMetrics = createLiveMetrics(metrics, () => subscribers.size);
  const stopping = new AbortController();
  let position: Position | null = null;
  let reading: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isWoken = false;

  /** From the last position to the present one, for those who were there when it began. */
  async function read(): Promise<void> {
    const present = [...subscribers];
    const em = database.em.fork();
    const workspaceIds = [...new Set(present.map((subscriber) => subscriber.workspaceId))];
    const changes = await readChanges(em, position, workspaceIds);
    const changed = await loadChanged(em, changes);
    const cursor = encodeCursor(changes.position);
    const cursors = { before: position ? encodeCursor(position) : cursor, present: cursor };
    for (const subscriber of present) {
      const updates = subscriber.isWelcomed
        ? updatesFor(subscriber, changed, cursors)
        : [{ cursor, gap: false, delivery: null }];
      for (const update of updates) {
        const isFull = subscriber.queue.push(update) === 'full';
        if (isFull || update.gap) liveMetrics.noteGap();
      }
      subscriber.isWelcomed = true;
    }
    position = changes.position;
    liveMetrics.noteLag(changes.lagSeconds);
  }

  async function readSafely(): Promise<void> {
    try {
      await read();
      await delay(gapMs, undefined, { signal: stopping.signal });
    } catch (error) {
      if (stopping.signal.aborted) return;
      errorLog.noteRetried(error, 'live: cannot read changes, will retry');
    }
  }

  async function readWhileWoken(): Promise<void> {
    while (isWoken && !stopping.signal.aborted) {
      isWoken = false;
      await readSafely();
    }
    reading = undefined; // at once: a wake-up a moment later must not be lost
  }

  function wake(): void {
    isWoken = subscribers.size > 0;
    if (isWoken) reading ??= readWhileWoken();
    else position = null; // the next subscriber starts at the present
  }

  return {
    start() {
      wakeUps.on('deliveries_changed', wake);
      timer = setInterval(wake, pollMs);
    },
    async stop() {
      stopping.abort();
      clearInterval(timer);
      for (const { queue } of subscribers) await queue.return();
      await reading;
    },
    subscribe(interest) {
      const queue = createUpdateQueue(() => subscribers.delete(subscriber));
      const subscriber: Subscriber = { ...interest, queue, isWelcomed: false };
      subscribers.add(subscriber);
      wake();
      return queue;
    },
  };
}
