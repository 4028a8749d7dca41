import { setTimeout as delay } from 'node:timers/promises';
import type { Loop } from '../bare-loops.ts';
import { closedLoop, type Pipeline } from '../closed-loop.ts';
import type { BenchWebhook } from '../seed.ts';
import type { Post } from './posts.ts';

/** A way to send webhooks. Every delivery is committed before it is sent, and marked as completed after it. */
export interface Contestant extends Pipeline {
  /** Starts its worker, which sends what waits. */
  start(): Promise<void>;
  /** Stops its worker. */
  stop(): Promise<void>;
  /** Counts the deliveries that are not completed in the database. */
  countOpen(): Promise<number>;
  close(): Promise<void>;
}

/** The parts of a contestant. */
export interface ContestantOptions {
  /** An empty database of its own. */
  databaseUrl: string;
  webhooks: readonly BenchWebhook[];
  post: Post;
}

/** Deliveries in one call, each with its own event. */
export const deliveriesPerCall = 100;

/** Requests in flight: as many as the service has for ten webhooks. */
export const concurrency = 100;

/** Pause between two looks at what is open, in milliseconds. */
const lookEveryMs = 20;
/** Long enough for any retry of a lost connection. */
const patienceMs = 60_000;

/** Publishes while the worker runs; resolves when all are completed. */
export function closed(contestant: Contestant): Loop {
  const deliver = closedLoop(contestant);
  return async (count) => {
    await deliver(count);
    await waitUntilCompleted(contestant);
  };
}

/** Starts the worker on `count` deliveries that wait; resolves when all are completed. */
export function drained(contestant: Contestant): Loop {
  return async (count) => {
    const before = await contestant.countDone();
    await contestant.start();
    while ((await contestant.countDone()) - before < count) await delay(contestant.countEveryMs);
    await waitUntilCompleted(contestant);
  };
}

async function waitUntilCompleted(contestant: Contestant): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while ((await contestant.countOpen()) > 0) {
    if (performance.now() > endMs) throw new Error('Deliveries were sent and are not completed.');
    await delay(lookEveryMs);
  }
}
