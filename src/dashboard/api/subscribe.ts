import type { ExecutionResult, SubscriptionForwarder } from 'urql';
import { createFrameBatches } from './frame-batches.ts';
import type { LiveConnection } from './live-connection.ts';

/**
 * Runs a subscription of urql over the live connection. After a cut it continues after its last cursor, so that it
 * misses nothing (see `LiveUpdate.cursor` in the schema).
 */
export function createSubscriptionForwarder({
  client,
  noteMessage,
  waitToRepeat,
}: LiveConnection): SubscriptionForwarder {
  const inFrame = createFrameBatches();
  return ({ query = '', variables }) => ({
    subscribe(sink) {
      let isOpen = true;
      let after: unknown = variables?.after;
      const resumable = {
        ...variables,
        // graphql-ws reads the variables again after each cut, and gets the last cursor.
        get after() {
          return after;
        },
      };
      const start = () => {
        let hasFailed = false;
        const repeatLater = () => {
          hasFailed = true;
          queueMicrotask(stop); // not now: graphql-ws would count it beside a `complete` that has come too
          void waitToRepeat().then(repeat);
        };
        return client.subscribe(
          { query, variables: resumable },
          {
            next(result) {
              if (hasFailed) return;
              if (result.errors && isTemporary(result.errors)) {
                repeatLater();
                return;
              }
              noteMessage();
              after = findCursor(result.data) ?? after;
              inFrame(() => {
                if (isOpen) sink.next(result as ExecutionResult); // only the types differ, in `undefined`
              });
            },
            error(error) {
              if (isTemporary(error)) repeatLater();
              else inFrame(() => sink.error(error));
            },
            complete() {
              if (!hasFailed) inFrame(() => sink.complete());
            },
          },
        );
      };
      const repeat = () => {
        if (isOpen) stop = start();
      };
      let stop = start();
      return {
        unsubscribe() {
          isOpen = false;
          stop();
        },
      };
    },
  });
}

interface OperationError {
  extensions?: { isRetryable?: boolean };
}

/** Whether a subscription that ended with this error can work later. An array has the errors of its operation. */
function isTemporary(error: unknown): boolean {
  if (!Array.isArray(error)) return true; // the connection was closed with a code that is final for the library
  return (error as OperationError[]).every(({ extensions }) => extensions?.isRetryable);
}

/** Returns the cursor of the message, if its subscription has one. */
function findCursor(data: Record<string, unknown> | null | undefined): unknown {
  const [message] = Object.values(data ?? {});
  return (message as { cursor?: unknown } | null | undefined)?.cursor;
}
