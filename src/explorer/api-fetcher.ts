import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';

/** Sends queries and mutations over HTTP, and subscriptions over a WebSocket that opens with the first of them. */
export function createApiFetcher(getToken: () => string): Fetcher {
  const url = new URL('graphql', window.location.origin + window.location.pathname);
  const wsClient = createClient({
    url: url.href.replace(/^http/, 'ws'),
    connectionParams: () => authorize(getToken()),
    retryAttempts: 0, // a person sees why it ended, and starts it again
  });
  return createGraphiQLFetcher({
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
}

function authorize(token: string): { authorization?: string } {
  return token === '' ? {} : { authorization: `Bearer ${token}` };
}
