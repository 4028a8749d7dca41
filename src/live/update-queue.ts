import { setImmediate } from 'node:timers/promises';
import type { LiveUpdate } from './live-update.ts';

/** Updates on their way to one subscriber, who may read slowly or not at all. */
export interface UpdateQueue extends AsyncIterableIterator<LiveUpdate> {
  /** Never blocks and never grows beyond its bound: then what waits gives way to one message that tells of the gap. @returns whether it was full */
  push(update: LiveUpdate): 'full' | 'taken';
  return(): Promise<IteratorResult<LiveUpdate>>;
}

/** Rows are shared between the subscribers, so that a waiting update costs a reference. */
const waitingMax = 1_000;

/** @param onEnd called once, when the subscriber goes */
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
      // A turn of the event loop for each: many subscribers with much to read do not keep others waiting.
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
