import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useClient, type AnyVariables } from 'urql';

/**
 * Returns a function that loads a query again, into the cache and so into every part that shows it. One load runs at a
 * time, and calls meanwhile cause one more after it: so what is shown is never older than the last call.
 */
export function useReload<Variables extends AnyVariables>(
  document: TypedDocumentNode<unknown, Variables>,
  variables: Variables,
): () => void {
  const client = useClient();
  const [runInTurn] = useState(createTurns);
  return () =>
    runInTurn(() =>
      client.query(document, variables, { requestPolicy: 'network-only' }).toPromise(),
    );
}

/** Returns a function that runs one load at a time. Of the calls during a load, only the last is run. */
export function createTurns(): (load: () => Promise<unknown>) => void {
  let next: (() => Promise<unknown>) | null = null;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (next !== null) {
      const load = next;
      next = null;
      await load();
    }
    isRunning = false;
  }

  return (load) => {
    next = load;
    if (!isRunning) void run();
  };
}
