import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { waitToRetry } from './live-connection.ts';

/** A result of a subscription; those of `deliveryUpdated` and `webhookUpdated` say when to load the list. */
export interface LiveResult {
  data?: object | null | undefined;
}

/** Loads the list, and rejects if that fails. */
export type Reload = () => Promise<unknown>;

/**
 * Takes the results of a subscription one after the other. With `isStart` and `gap` the list is loaded first. A load that
 * fails is repeated without end: what is wrong for good would have refused the subscription too. Updates that arrive
 * meanwhile wait, for they may be newer than the list.
 */
export function createUpdateQueue<Result extends LiveResult>(
  reload: Reload | undefined,
  apply: (result: Result) => void,
) {
  let isStopped = false;
  let taken = Promise.resolve();

  async function reloadSurely(): Promise<void> {
    for (let failures = 0; !isStopped; failures += 1) {
      try {
        await reload?.();
        return;
      } catch {
        await waitToRetry(failures);
      }
    }
  }

  async function take(result: Result): Promise<void> {
    const [message] = Object.values(result.data ?? {}) as ({
      isStart?: boolean;
      gap?: boolean;
    } | null)[];
    const { isStart, gap } = message ?? {};
    if (isStart || gap) await reloadSurely();
    if (!isStopped) apply(result);
  }

  /** An error of the page ends nothing here, and is reported like any other. */
  function addStep(step: () => Promise<void> | void): void {
    taken = taken.then(step).catch((error: unknown) => {
      setTimeout(() => {
        throw error;
      });
    });
  }

  return {
    add(result: Result): void {
      addStep(async () => take(result));
    },
    /** Runs this after all results so far. */
    addStep,
    stop(): void {
      isStopped = true;
    },
  };
}

/** Subscribes through such a queue. @returns a function that ends it */
export function subscribeInOrder(
  live: Client,
  payload: SubscribePayload,
  sink: Sink,
  reload: Reload | undefined,
): () => void {
  const queue = createUpdateQueue(reload, (result) => sink.next(result as never));
  const end = live.subscribe(payload, {
    next: queue.add,
    error: (error) => queue.addStep(() => sink.error(error)),
    complete: () => queue.addStep(() => sink.complete()),
  });
  return () => {
    queue.stop();
    end();
  };
}
