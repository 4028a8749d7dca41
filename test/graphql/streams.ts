/** Streams that a test watches and controls. */
export class Streams {
  /** Number of events taken from all streams. */
  taken = 0;
  /** Number of open streams. */
  open = 0;
  /** Opened by the test. */
  readonly gate = Promise.withResolvers<string>();
  /** Resolves when a resolver waits at the gate. */
  readonly waiting = Promise.withResolvers<undefined>();

  /** Events from a source whose `return` works even while it waits for an event. */
  stream<T>(next: (count: number) => T | 'end' | 'wait'): AsyncIterableIterator<T> {
    const ended = Promise.withResolvers<IteratorReturnResult<undefined>>();
    let count = 0;
    let isOver = false;
    this.open += 1;
    const end = async () => {
      if (!isOver) this.open -= 1;
      isOver = true;
      ended.resolve({ value: undefined, done: true });
      return ended.promise;
    };
    const take = (): T | 'end' | 'wait' => {
      try {
        return next((count += 1));
      } catch (error) {
        void end();
        throw error;
      }
    };
    return {
      next: async () => {
        const value = isOver ? 'end' : take();
        if (value === 'wait') return ended.promise;
        if (value === 'end') return end();
        this.taken += 1;
        return { value, done: false };
      },
      return: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
