/** Messages for one subscriber, who may read slowly or not at all. Those that wait are read together, in batches. */
export interface UpdateQueue<Message> extends AsyncIterableIterator<readonly Message[]> {
  /** Never blocks. Too many are replaced by one message with a gap. @returns whether there were too many */
  push(messages: readonly Message[]): 'full' | 'taken';
  return(): Promise<IteratorResult<readonly Message[]>>;
}

/** Subscribers share the messages, so a waiting one costs only a reference. */
const waitingMax = 1_000;
/** Messages of one batch, so that a slow subscriber takes few more than its client has room for. */
const batchMax = 50;

export interface UpdateQueueOptions<Message> {
  /** Returns the message that replaces all up to this one. */
  toGap: (last: Message) => Message;
  /** Called once, when the subscription ends. */
  onEnd: () => void;
}

export function createUpdateQueue<Message>({
  toGap,
  onEnd,
}: UpdateQueueOptions<Message>): UpdateQueue<Message> {
  let waiting: Message[] = [];
  let reader: ((result: IteratorResult<readonly Message[]>) => void) | undefined;
  let isEnded = false;

  function take(): IteratorResult<readonly Message[]> {
    return { value: waiting.splice(0, batchMax), done: false };
  }

  const queue: UpdateQueue<Message> = {
    push(messages) {
      const last = messages.at(-1);
      if (isEnded || last === undefined) return 'taken';
      const isFull = waiting.length + messages.length > waitingMax;
      if (isFull) waiting = [toGap(last)];
      else waiting.push(...messages);
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
