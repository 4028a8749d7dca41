/** Gathers items and hands them on in batches, one batch at a time. */
export interface Batcher<T> {
  add(item: T): void;
  /** Resolves when everything added so far was handed on. */
  drain(): Promise<void>;
}

export interface BatcherOptions<T> {
  maxItems: number;
  /** The longest an item waits for company, in milliseconds, unless a batch is under way. */
  maxWaitMs: number;
  /** Must not reject: a batch that cannot be handed on is for the receiver of it to keep or to report. */
  flush(items: T[]): Promise<void>;
}

/** A batch leaves when it is full or its first item has waited long enough; the next one gathers meanwhile. */
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
