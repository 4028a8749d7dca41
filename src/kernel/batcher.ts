/** Collects items and passes them on in batches, one batch at a time. */
export interface Batcher<T> {
  add(item: T): void;
  /** Resolves when all items added so far have been passed on. */
  drain(): Promise<void>;
}

export interface BatcherOptions<T> {
  maxItems: number;
  /** The longest an item waits for others, in milliseconds, unless a batch is being flushed. */
  maxWaitMs: number;
  /** Must not reject: it has to keep or report a batch that fails. */
  flush(items: T[]): Promise<void>;
}

/** Flushes a batch when it is full or its first item has waited long enough. The next batch fills meanwhile. */
export function createBatcher<T>({ maxItems, maxWaitMs, flush }: BatcherOptions<T>): Batcher<T> {
  const items: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    if (underWay || items.length === 0) return;
    const batch = items.splice(0, maxItems);
    underWay = flush(batch).finally(() => {
      underWay = undefined;
      if (items.length >= maxItems) start();
      else if (items.length > 0) timer ??= setTimeout(start, maxWaitMs);
    });
  }

  return {
    add(item) {
      items.push(item);
      if (items.length >= maxItems) start();
      else if (!underWay) timer ??= setTimeout(start, maxWaitMs);
    },
    async drain() {
      while (underWay || items.length > 0) {
        start();
        await underWay;
      }
    },
  };
}
