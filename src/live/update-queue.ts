import { setImmediate } from 'node:timers/promises';
import type { LiveUpdate } from './live-update.ts';

/** Updates for one subscriber, who may read slowly or not at all. */
export interface UpdateQueue extends AsyncIterableIterator<LiveUpdate> {
  /** Never blocks. A full queue is replaced by one message with a gap. @returns whether it was full */
  push(update: LiveUpdate): 'full' | 'taken';
  return(): Promise<IteratorResult<LiveUpdate>>;
}

/** Subscribers share the rows, so a waiting update costs only a reference. */
const waitingMax = 1_000;

/** @param onEnd called once, when the subscription ends */
export function createUpdateQueue(onEnd: () => void): UpdateQueue {
  let waiting: LiveUpdate[] = [];
  let reader: ((result: IteratorResult<LiveUpdate>) => void) | undefined;
  let isEnded = false;

  const queue: UpdateQueue = {
    push(update) {
      if (isEnded) return 'taken';
      if (reader) {
        reader({ value: update, done: false });
        reader = undefined;
      } else if (waiting.length < waitingMax) {
        waiting.push(update);
      } else {
        waiting = [{ cursor: update.cursor, gap: true, delivery: null }];
        return 'full';
      }
      return 'taken';
    },
    async next() {
      // One turn of the event loop for each, so that subscribers with long queues do not block others.
      if (waiting.length > 0) await setImmediate();
      const update = waiting.shift();
      if (update) return { value: update, done: false };
      if (isEnded) return { value: undefined, done: true };
      return new Promise((resolve) => {
        reader = resolve;
      });
    },
    return() {
      if (!isEnded) onEnd();
      isEnded = true;
      waiting = [];
      reader?.({ value: undefined, done: true });
      reader = undefined;
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]: () => queue,
  };
  return queue;
}
