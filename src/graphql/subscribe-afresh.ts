import { createSourceEventStream, execute } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import type { GraphContext } from '../workspaces/index.ts';
import { renewContext } from './contexts.ts';

/** GraphQL's `subscribe`, with a fresh context for each event where graphql-js keeps one for all. */
export async function subscribeAfresh(
  args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) return source;
  const context = args.contextValue as GraphContext;
  return mapEvents(source, (event) =>
    execute({ ...args, rootValue: event, contextValue: renewContext(context) }),
  );
}

/** No async generator: its `return` would wait for an event that may never come. */
function mapEvents<T, U>(
  source: AsyncIterable<T>,
  map: (event: T) => U | Promise<U>,
): AsyncIterableIterator<U> {
  const events = source[Symbol.asyncIterator]();
  // A source that has more to tell after it was ended would be drained for nobody.
  let isOver = false;
  return {
    async next() {
      if (isOver) return { value: undefined, done: true };
      const event = await events.next();
      if (event.done) return { value: undefined, done: true };
      return { value: await map(event.value), done: false };
    },
    async return() {
      isOver = true;
      await events.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
