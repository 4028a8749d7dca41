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
}: LiveConnection): SubscriptionForwarder {
  const inFrame = createFrameBatches();
  return ({ query = '', variables }) => ({
    subscribe(sink) {
      let isOpen = true;
      let after: unknown = variables?.after;
      const resumable = {
        ...variables,
        // graphql-ws sends the variables anew after each cut, and then this returns the last cursor.
        get after() {
          return after;
        },
      };
      const stop = client.subscribe(
        { query, variables: resumable },
        {
          next(result) {
            noteMessage();
            after = findCursor(result.data) ?? after;
            inFrame(() => {
              if (isOpen) sink.next(result as ExecutionResult); // only the types differ, in `undefined`
            });
          },
          error: (error) => inFrame(() => sink.error(error)),
          complete: () => inFrame(() => sink.complete()),
        },
      );
      return {
        unsubscribe() {
          isOpen = false;
          stop();
        },
      };
    },
  });
}

/** Returns the cursor of the message, if its subscription has one. */
function findCursor(data: Record<string, unknown> | null | undefined): unknown {
  const [message] = Object.values(data ?? {});
  return (message as { cursor?: unknown } | null | undefined)?.cursor;
}
