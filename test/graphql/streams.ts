import { setImmediate } from 'node:timers/promises';

/** An event of a stream. */
export interface StreamEvent {
  number: number;
}

/** The number of the next event, or what the source does instead. */
type Next = number | 'end' | 'wait';

/** Streams that a test watches and controls. */
export class Streams {
  /** Number of events taken from all streams. */
  taken = 0;
  /** Number of open streams. */
  open = 0;
  /** Number of times that `told` was resolved. */
  toldCount = 0;
  readonly #listeners = new Set<(events: readonly StreamEvent[]) => void>();
  /** Opened by the test. */
  readonly gate = Promise.withResolvers<string>();
  /** Resolves when a resolver waits at the gate. */
  readonly waiting = Promise.withResolvers<undefined>();

  /** Events from a source whose `return` works even while it waits for an event. */
  stream(next: (count: number) => Next): AsyncIterableIterator<readonly StreamEvent[]> {
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
    const take = (): Next => {
      try {
        return next((count += 1));
      } catch (error) {
        void end();
        throw error;
      }
    };
    return {
      next: async () => {
        await setImmediate(); // like an event that comes from outside
        const value = isOver ? 'end' : take();
        if (value === 'wait') return ended.promise;
        if (value === 'end') return end();
        this.taken += 1;
        return { value: [{ number: value }], done: false };
      },
      return: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Gives these events to every open `listen`. */
  tell(events: readonly StreamEvent[]): void {
    for (const listener of this.#listeners) listener(events);
  }

  /** The events of `tell`: the same objects for all. */
  listen(): AsyncIterableIterator<readonly StreamEvent[]> {
    let listener: (events: readonly StreamEvent[]) => void;
    const source = new ReadableStream<readonly StreamEvent[]>({
      start: (controller) => {
        listener = (events) => controller.enqueue(events);
        this.#listeners.add(listener);
        this.open += 1;
      },
      cancel: () => {
        this.#listeners.delete(listener);
        this.open -= 1;
      },
    });
    const reader = source.getReader();
    return {
      next: async () => (await reader.read()) as IteratorResult<readonly StreamEvent[]>,
      async return() {
        await reader.cancel();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
