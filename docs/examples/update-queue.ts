import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { isTemporary, waitToRetry } from './retry.ts';

/** A result of a subscription; those of `deliveryUpdated` and `webhookUpdated` say when to load the list. */
export interface LiveResult {
  data?: object | null | undefined;
}

/** Loads the list, and rejects if that fails. */
export type Reload = () => Promise<unknown>;

/**
 * Takes the results of a subscription one after the other. With `isStart` and `gap` the list is loaded first. A load is
 * repeated after a temporary failure; a failure that lasts goes to `sink.error` and ends the queue. Updates that arrive
 * meanwhile wait, for they may be newer than the list.
 */
export function createUpdateQueue<Result extends LiveResult>(
  reload: Reload | undefined,
  sink: Sink<Result>,
): Sink<Result> & { stop(): void } {
  let isStopped = false;
  let taken = Promise.resolve();

  async function load(): Promise<void> {
    for (let failures = 0; !isStopped; failures += 1) {
      try {
        await reload?.();
        return;
      } catch (error) {
        if (isTemporary(error)) await waitToRetry(failures, error);
        else fail(error);
      }
    }
  }

  async function take(result: Result): Promise<void> {
    const [message] = Object.values(result.data ?? {}) as ({
      isStart?: boolean;
      gap?: boolean;
    } | null)[];
    const { isStart, gap } = message ?? {};
    if (isStart || gap) await load();
    if (!isStopped) sink.next(result);
  }

  function fail(error: unknown): void {
    if (isStopped) return;
    isStopped = true;
    sink.error(error);
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
    next: (result) => addStep(async () => take(result)),
    error: (error) => addStep(() => fail(error)),
    complete: () =>
      addStep(() => {
        if (!isStopped) sink.complete();
      }),
    stop() {
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
  const queue = createUpdateQueue<LiveResult>(reload, {
    next: (result) => sink.next(result),
    error(error) {
      end();
      sink.error(error);
    },
    complete: () => sink.complete(),
  });
  const end = live.subscribe(payload, queue);
  return () => {
    queue.stop();
    end();
  };
}
