import type { RecentResult, RecentResults } from './recent-results.ts';

/** Executes the events of one distinct subscription: each once, for all its subscribers. */
export interface SharedExecution {
  addSubscriber(): void;
  /** @returns how many are left; frees the kept results after the last one */
  removeSubscriber(): number;
  /**
   * Returns the results of the first of these events as JSON: of one at least, and of no more than may be held for
   * one subscriber. The same object is the same event. Rejects only when `executeAll` does.
   */
  run(events: readonly object[]): Promise<readonly string[]>;
}

/** UTF-16 units of the results held for one subscriber while its client takes them; a larger one is held alone. */
const lengthMax = 128 * 1024;
/** Approximate bytes of a kept result besides its text. */
const keptBytes = 1_024;

interface Result extends RecentResult {
  text: Promise<string>;
}

/**
 * @param executeAll executes events together and returns their results in the same order
 * @param recent keeps results for subscribers that are some events behind; what it has forgotten is executed again
 * @param eventsMax events that are executed together
 */
export function createSharedExecution(
  executeAll: (events: readonly object[]) => Promise<readonly string[]>,
  recent: RecentResults,
  eventsMax: number,
): SharedExecution {
  /** Results that are in progress or kept. */
  const results = new Map<object, Result>();
  let subscriberCount = 0;
  /** Grows from batch to batch, since the size of the results is not known before. */
  let eventsAtOnce = 1;

  function start(events: readonly object[]): void {
    const executing = executeAll(events);
    events.forEach((event, index) => {
      const text = executing.then((texts) => texts[index] ?? '');
      results.set(event, { text, bytes: 0, forget: () => results.delete(event) });
    });
    executing.then(
      (texts) => settle(events, texts),
      () => events.forEach((event) => results.delete(event)),
    );
  }

  function settle(events: readonly object[], texts: readonly string[]): void {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    const fitting = Math.floor((lengthMax * texts.length) / length);
    eventsAtOnce = Math.min(Math.max(fitting, 1), eventsMax, 2 * texts.length);
    events.forEach((event, index) => keep(event, texts[index] ?? ''));
  }

  function keep(event: object, text: string): void {
    const result = results.get(event);
    if (!result || subscriberCount < 2) {
      results.delete(event);
      return;
    }
    result.bytes = keptBytes + 2 * text.length; // V8 may need two bytes for each unit
    recent.keep(result);
  }

  return {
    addSubscriber() {
      subscriberCount += 1;
    },
    removeSubscriber() {
      subscriberCount -= 1;
      if (subscriberCount === 0) for (const result of results.values()) recent.remove(result);
      return subscriberCount;
    },
    async run(events) {
      const next = events.slice(0, eventsAtOnce);
      const missing = next.filter((event) => !results.has(event));
      if (missing.length > 0) start(missing);
      return Promise.all(next.flatMap((event) => results.get(event)?.text ?? []));
    },
  };
}
