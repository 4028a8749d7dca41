/** States for one subscriber, who may read slowly or not at all: only the newest one waits. */
export interface NewestQueue<State> extends AsyncIterableIterator<readonly State[]> {
  /** Replaces a state that waits. Does nothing after the end. */
  push(state: State): void;
  /** Ends the stream after the state that waits. */
  end(): void;
  /** Ends the stream now. */
  return(): Promise<IteratorResult<readonly State[]>>;
}

/** @param onEnd called once, when nothing more is accepted */
export function createNewestQueue<State>(onEnd: () => void): NewestQueue<State> {
  let waiting: readonly State[] = [];
  let isEnded = false;
  let reader: ((result: IteratorResult<readonly State[]>) => void) | undefined;

  function answerReader(): void {
    if (!reader || (waiting.length === 0 && !isEnded)) return;
    const value = waiting;
    waiting = [];
    reader(value.length > 0 ? { value, done: false } : { value: undefined, done: true });
    reader = undefined;
  }

  const queue: NewestQueue<State> = {
    push(state) {
      if (isEnded) return;
      waiting = [state];
      answerReader();
    },
    end() {
      if (!isEnded) onEnd();
      isEnded = true;
      answerReader();
    },
    next: () =>
      new Promise((resolve) => {
        reader = resolve;
        answerReader();
      }),
    return() {
      waiting = [];
      queue.end();
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]: () => queue,
  };
  return queue;
}
