import type { LiveUpdate } from './live-update.ts';

/** Updates for one subscriber, who may read slowly or not at all. Those that wait are read together, in batches. */
export interface UpdateQueue extends AsyncIterableIterator<readonly LiveUpdate[]> {
  /** Never blocks. Too many are replaced by one message with a gap. @returns whether there were too many */
  push(updates: readonly LiveUpdate[]): 'full' | 'taken';
  return(): Promise<IteratorResult<readonly LiveUpdate[]>>;
}

/** Subscribers share the updates, so a waiting one costs only a reference. */
const waitingMax = 1_000;
/** Updates of one batch, so that a slow subscriber takes few more than its client has room for. */
const batchMax = 50;

/** @param onEnd called once, when the subscription ends */
export function createUpdateQueue(onEnd: () => void): UpdateQueue {
  let waiting: LiveUpdate[] = [];
  let reader: ((result: IteratorResult<readonly LiveUpdate[]>) => void) | undefined;
  let isEnded = false;

  function take(): IteratorResult<readonly LiveUpdate[]> {
    return { value: waiting.splice(0, batchMax), done: false };
  }

  const queue: UpdateQueue = {
    push(updates) {
      const last = updates.at(-1);
      if (isEnded || !last) return 'taken';
      const isFull = waiting.length + updates.length > waitingMax;
      if (isFull) waiting = [{ cursor: last.cursor, gap: true, delivery: null }];
      else waiting.push(...updates);
      reader?.(take());
      reader = undefined;
      return isFull ? 'full' : 'taken';
    },
    async next() {
      if (waiting.length > 0) return take();
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
