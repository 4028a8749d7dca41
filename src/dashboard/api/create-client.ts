import { authExchange } from '@urql/exchange-auth';
import { retryExchange } from '@urql/exchange-retry';
import {
  Client,
  fetchExchange,
  subscriptionExchange,
  type CombinedError,
  type Operation,
} from 'urql';
import type { Session } from '../session/session.ts';
import { learnTime } from '../session/server-clock.ts';
import { createCache } from './cache.ts';
import { findRefusal } from './describe-error.ts';
import type { LiveConnection } from './live-connection.ts';
import { createSubscriptionForwarder } from './subscribe.ts';

/** Creates the client of the GraphQL API. While there is no valid token, its operations wait for one. */
export function createApiClient(session: Session, live: LiveConnection): Client {
  return new Client({
    url: '../graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: fetchAndLearn,
    exchanges: [
      createCache(),
      // A node that restarts is back within seconds. Mutations are not repeated: a person decides that.
      retryExchange({
        maxNumberAttempts: 4,
        initialDelayMs: 500,
        maxDelayMs: 4_000,
        retryIf: (error, { kind }) => kind === 'query' && isUnreachable(error),
      }),
      waitForToken(session),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: createSubscriptionForwarder(live) }),
    ],
  });
}

/** Milliseconds that an answer may take: longer than the service works on any operation. */
const answerMsMax = 30_000;

async function fetchAndLearn(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const late = AbortSignal.timeout(answerMsMax);
  const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
  const response = await fetch(input, { ...init, signal });
  learnTime(response);
  return response;
}

/** Whether the service gave no answer, or could not serve the operation now. */
function isUnreachable({ networkError, response }: CombinedError): boolean {
  const { status = 0 } = (response ?? {}) as { status?: number };
  return (
    networkError !== undefined &&
    networkError.name !== 'TimeoutError' &&
    (status === 0 || status === 502 || status === 503 || status === 504)
  );
}

/** Adds the token to each operation. If the service refuses it, operations wait for the next token, and then continue. */
function waitForToken(session: Session) {
  return authExchange(async ({ appendHeaders }) => {
    let token = await session.nextToken();
    return {
      addAuthToOperation: (operation) =>
        operation.kind === 'subscription' // the connection has a token of its own
          ? operation
          : appendHeaders(operation, { authorization: `Bearer ${token}` }),
      willAuthError: () =>
        session.getState().token !== token || session.getState().refusal !== null,
      didAuthError(error, operation) {
        const refusal = findRefusal(error);
        if (refusal !== null) session.refuse(readToken(operation), refusal);
        return refusal !== null;
      },
      async refreshAuth() {
        token = await session.nextToken();
      },
    };
  });
}

/** Returns the token that an operation was sent with: the answer may come after the next token. */
function readToken({ context }: Operation): string {
  const { headers } = context.fetchOptions as RequestInit;
  return (new Headers(headers).get('authorization') ?? '').replace('Bearer ', '');
}
