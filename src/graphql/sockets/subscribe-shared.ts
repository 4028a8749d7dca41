import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { WorkTurns } from '../../kernel/index.ts';
import { workspaceOf } from './shared-contexts.ts';
import type { Share } from './shared-executions.ts';
import { messageUnits } from './work-units.ts';

/** One subscription as the receiver of results. */
export interface Subscriber {
  /** Called once, when the source is open. */
  join(): Share;
  /** Sends results, as JSON. Resolves when the client has taken them, or its socket has closed. Never rejects. */
  send(results: readonly string[]): Promise<void>;
  /** Called when the subscription has ended or could not start; possibly more than once. */
  onEnd(): void;
}

/** A subscription whose messages do not pass through graphql-ws, which learns only when it ends. */
export type RunningSubscription = AsyncIterableIterator<never>;

/**
 * GraphQL's `subscribe` for sources that hand out their events in batches, as arrays of objects. graphql-ws would
 * serialise each message for each subscriber; here their results are executed and serialised once for all of them.
 * An event is executed when its first subscriber can take it.
 */
export async function subscribeShared(
  args: ExecutionArgs,
  subscriber: Subscriber,
  turns: WorkTurns,
): Promise<RunningSubscription | ExecutionResult> {
  let isOpen = false;
  try {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    const batches = (source as AsyncIterable<readonly object[]>)[Symbol.asyncIterator]();
    const takeTurn = (units: number) => turns.take(units, workspaceOf(args));
    const running = runSubscription(batches, subscriber, takeTurn);
    isOpen = true;
    return running;
  } finally {
    if (!isOpen) subscriber.onEnd();
  }
}

/** Not an async generator: its `return` would wait for an event that may never come. */
function runSubscription(
  batches: AsyncIterator<readonly object[]>,
  subscriber: Subscriber,
  takeTurn: (units: number) => Promise<void> | undefined,
): RunningSubscription {
  const share = subscriber.join();
  // After its end, nothing more is read or sent even if the source has more.
  let isOver = false;
  const end = () => {
    if (!isOver) share.leave();
    isOver = true;
    subscriber.onEnd();
    return { value: undefined, done: true as const };
  };

  async function sendAll(events: readonly object[]): Promise<void> {
    let left = events;
    while (left.length > 0) {
      const results = await share.run(left);
      await takeTurn(results.length * messageUnits);
      if (isOver) return;
      await subscriber.send(results);
      left = left.slice(results.length);
    }
  }

  return {
    /** Resolves when the subscription has ended. */
    async next() {
      try {
        while (!isOver) {
          const batch = await batches.next();
          if (batch.done) break;
          await sendAll(batch.value);
        }
        return end();
      } finally {
        end();
      }
    },
    async return() {
      const ended = end();
      await batches.return?.();
      return ended;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
