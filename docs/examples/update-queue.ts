import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { waitToRetry } from './live-connection.ts';

/** A result of `deliveryUpdated`, or of another subscription. */
export interface LiveResult {
  data?: { deliveryUpdated?: { isStart: boolean; gap: boolean } } | null | undefined;
}

/** Loads the list, and rejects if that fails. */
export type Reload = () => Promise<unknown>;

/**
 * Takes the results of a subscription one after the other. With `isStart` and `gap` the list is loaded first, again and
 * again until that succeeds. Updates that arrive meanwhile wait, for they may be newer than the list.
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
    const { isStart, gap } = result.data?.deliveryUpdated ?? {};
    if (isStart || gap) await reloadSurely();
    if (!isStopped) apply(result);
  }

  return {
    add(result: Result): void {
      const applied = taken.then(async () => take(result));
      taken = applied.catch(() => undefined); // an error of the page is reported, and ends nothing
    },
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
  const end = live.subscribe(payload, { ...sink, next: queue.add });
  return () => {
    queue.stop();
    end();
  };
}
