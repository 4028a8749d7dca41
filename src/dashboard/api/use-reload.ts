import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useState } from 'react';
import { useClient, type AnyVariables } from 'urql';
import { createTurns } from './create-turns.ts';

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
    runInTurn(async () => {
      // urql drops a load while the same query is being loaded. This waits for that one, and loads nothing otherwise.
      await client.query(document, variables, { requestPolicy: 'cache-first' }).toPromise();
      await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
    });
}
