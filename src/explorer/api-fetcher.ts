import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, parse, type DocumentNode } from 'graphql';
import { createClient } from 'graphql-ws';

/** Sends queries and mutations over HTTP, and subscriptions over a WebSocket that opens with the first of them. */
export function createApiFetcher(getToken: () => string): Fetcher {
  const url = new URL('graphql', window.location.origin + window.location.pathname);
  const wsClient = createClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: () => authorize(getToken()),
    retryAttempts: 0, // a person sees why it ended, and starts it again
  });
  const send = createGraphiQLFetcher({
    url: url.href,
    wsClient,
    enableIncrementalDelivery: false,
    fetch: async (address, init) => {
      const headers = new Headers(init?.headers);
      const { authorization } = authorize(getToken());
      if (authorization && !headers.has('authorization'))
        headers.set('authorization', authorization);
      return fetch(address, { ...init, headers });
    },
  });
  return (call, options) => {
    const documentAST = readDocument(call.query);
    if (!documentAST) return send(call, options);
    return send(nameOperation(call, documentAST), { ...options, documentAST });
  };
}

function authorize(token: string): { authorization?: string } {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}

/** Returns null for a text that is no document; the node says what is wrong with it. */
function readDocument(text: string): DocumentNode | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

/** Leaves out the name of an operation of another tab, which GraphiQL sends for a moment after a change of tabs. */
function nameOperation(call: FetcherParams, document: DocumentNode): FetcherParams {
  if (getOperationAST(document, call.operationName)) return call;
  return { ...call, operationName: getOperationAST(document)?.name?.value ?? null };
}
