import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { GraphContext } from '../../workspaces/index.ts';
import { renewContext } from '../contexts.ts';

/**
 * GraphQL's `subscribe`, with a fresh context for each event; graphql-js uses one for all.
 *
 * @param onEnd called when the subscription has ended or could not start; possibly more than once
 */
export async function subscribeWithFreshContext(
  args: ExecutionArgs,
  onEnd: () => void,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  let isOpen = false;
  try {
    const source = await createSourceEventStream(args);
    if (!(Symbol.asyncIterator in source)) return source;
    isOpen = true;
    const context = args.contextValue as GraphContext;
    const runEvent = (event: unknown) =>
      execute({ ...args, rootValue: event, contextValue: renewContext(context) });
    return mapEvents(source, runEvent, onEnd);
  } finally {
    if (!isOpen) onEnd();
  }
}

/** Not an async generator: its `return` would wait for an event that may never come. */
function mapEvents<T, U>(
  source: AsyncIterable<T>,
  map: (event: T) => U | Promise<U>,
  onEnd: () => void,
): AsyncIterableIterator<U> {
  const events = source[Symbol.asyncIterator]();
  // After its end, no more events are read even if the source has some.
  let isOver = false;
  const end = () => {
    isOver = true;
    onEnd();
    return { value: undefined, done: true as const };
  };
  return {
    async next() {
      if (isOver) return end();
      try {
        const event = await events.next();
        return event.done ? end() : { value: await map(event.value), done: false };
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      isOver = true;
      try {
        await events.return?.();
      } finally {
        onEnd();
      }
      return end();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
