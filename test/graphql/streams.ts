/** Streams that a test watches and steers from outside. */
export class Streams {
  /** How many events of all streams were taken. */
  taken = 0;
  /** How many streams were opened and have not ended. */
  open = 0;
  /** Opens when a test says so. */
  readonly gate = Promise.withResolvers<string>();
  /** Resolves when a resolver waits at the gate. */
  readonly waiting = Promise.withResolvers<undefined>();

  /** Events from a source that answers `return` even while it has nothing to tell. */
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
