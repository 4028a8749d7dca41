import type { Channel } from './channel.ts';

/** Milliseconds. The first process asks all workers before it answers one, so it gets more time. */
export const answerWithinMs = { worker: 2_000, firstProcess: 5_000 };

/** Asks the other end for its metrics. Resolves with null when it does not answer in time. */
export type AskMetrics = () => Promise<unknown>;

/**
 * Answers the other end's questions for metrics.
 *
 * @param read returns what this end answers
 * @param withinMs the milliseconds that the other end may take
 * @returns asks the other end
 */
export function exchangeMetrics(
  channel: Channel,
  read: () => Promise<unknown>,
  withinMs: number,
): AskMetrics {
  const waiting = new Map<number, (metrics: unknown) => void>();
  let lastId = 0;

  async function answer(id: number): Promise<void> {
    const metrics = await read().catch(() => null);
    channel.send({ kind: 'metrics', id, metrics });
  }

  channel.onMessage((message) => {
    if (message.kind === 'askMetrics') void answer(message.id);
    if (message.kind === 'metrics') waiting.get(message.id)?.(message.metrics);
  });

  return async () => {
    const id = (lastId += 1);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const timer = setTimeout(resolve, withinMs, null);
    waiting.set(id, resolve);
    channel.send({ kind: 'askMetrics', id });
    const metrics = await promise;
    clearTimeout(timer);
    waiting.delete(id);
    return metrics;
  };
}
