import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../db/index.ts';
import { createLoop, type ErrorLog } from '../../kernel/index.ts';
import { findRecoveries } from './find-recoveries.ts';
import { createNewestQueue, type NewestQueue } from './newest-queue.ts';
import type { Recovery } from './recovery.ts';

/** Shows the progress of recoveries to the subscribers of this node, whichever nodes work on them. */
export interface RecoveryFeed {
  start(): void;
  /** Ends all subscriptions. */
  stop(): Promise<void>;
  /**
   * Follows a recovery from a state that was just read: this state at once, then each change. Ends after the state in
   * which the recovery has ended, or when its workspace is deleted.
   */
  follow(state: Recovery): NewestQueue<Recovery>;
}

export interface RecoveryFeedOptions {
  database: Database;
  errorLog: ErrorLog;
}

interface Subscriber {
  /** The state that it got last. */
  told: Recovery;
  queue: NewestQueue<Recovery>;
}

const everyMs = 1_000;

/** Reads all recoveries that are followed on this node with one statement a second; nothing without a subscriber. */
export function createRecoveryFeed({ database, errorLog }: RecoveryFeedOptions): RecoveryFeed {
  const subscribers = new Set<Subscriber>();

  async function read(): Promise<void> {
    // One who comes during the read may know a newer state.
    const present = [...subscribers];
    if (present.length === 0) return;
    const ids = new Set(present.map(({ told }) => told.id));
    const states = await findRecoveries(database.em.fork(), [...ids]);
    for (const subscriber of present) {
      const state = states.get(subscriber.told.id);
      if (!state) subscriber.queue.end();
      else if (!isDeepStrictEqual(state, subscriber.told)) tell(subscriber, state);
    }
  }

  const reader = createLoop({
    run: read,
    everyMs,
    onError: (error) => errorLog.noteRetried(error, 'reading recoveries failed, will retry'),
  });

  return {
    start: reader.start,
    async stop() {
      const stopped = reader.stop();
      for (const { queue } of subscribers) await queue.return();
      await stopped;
    },
    follow(state) {
      const queue = createNewestQueue<Recovery>(() => subscribers.delete(subscriber));
      const subscriber = { told: state, queue };
      subscribers.add(subscriber);
      tell(subscriber, state);
      return queue;
    },
  };
}

function tell(subscriber: Subscriber, state: Recovery): void {
  subscriber.told = state;
  subscriber.queue.push(state);
  if (state.endedAt) subscriber.queue.end();
}
