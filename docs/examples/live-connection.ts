import { createClient, type Client } from 'graphql-ws';
import { ApiError } from './call-api.ts';
import { isTemporary, waitToRetry } from './retry.ts';

/**
 * Opens the WebSocket when it is first needed, and again after each cut, each time with a fresh token. Its subscriptions
 * end with an error only if it lasts: the list of the API's errors, or an `ApiError` for a connection that was closed.
 */
export function createLiveConnection(url: string, getToken: () => Promise<string>): Client {
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await getToken()}` }),
    retryAttempts: Infinity,
    shouldRetry: () => true, // by default, a node that restarts is final
    retryWait: waitToRetry,
  });
  return { ...client, subscribe: resume(repeat(client.subscribe)) };
}

/**
 * Makes each subscription continue after its last cursor. The same variables are sent with each connection and each
 * repetition, so they always have the newest `after`.
 */
function resume(subscribe: Client['subscribe']): Client['subscribe'] {
  return (payload, sink) => {
    const variables: Record<string, unknown> = { ...payload.variables };
    return subscribe(
      { ...payload, variables },
      {
        next(result) {
          const [message] = Object.values(result.data ?? {}) as ({ cursor?: string } | null)[];
          if (message?.cursor !== undefined) variables.after = message.cursor;
          sink.next(result as never);
        },
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      },
    );
  };
}

/** Repeats each subscription after a temporary failure, also after that of a single message: its update would be missed. */
function repeat(subscribe: Client['subscribe']): Client['subscribe'] {
  return (payload, sink) => {
    let failures = 0;
    let isOver = false;
    let stop = start();

    function start(): () => void {
      let hasBegun = false;
      let hasFailed = false;
      const fail = (failure: unknown): void => {
        hasFailed = true;
        queueMicrotask(() => stop()); // not now: `complete` may have come already, and graphql-ws would count both
        if (isTemporary(failure)) void startLater(failure);
        else sink.error(failure);
      };
      return subscribe(payload, {
        next(result) {
          if (hasFailed) return;
          if (result.errors) {
            fail(result.errors); // it could not start, or this message could not be read
            return;
          }
          if (hasBegun) failures = 0; // the first message comes before any update is read
          hasBegun = true;
          sink.next(result as never);
        },
        error: (error) => fail(Array.isArray(error) ? error : toApiError(error as CloseEvent)),
        complete() {
          if (!hasFailed) sink.complete();
        },
      });
    }

    async function startLater(failure: unknown): Promise<void> {
      await waitToRetry(failures, failure);
      failures += 1;
      if (!isOver) stop = start();
    }

    return () => {
      isOver = true;
      stop();
    };
  };
}

/** After these codes graphql-ws does not connect again: an error of a proxy, of `getToken`, or of the service. */
const temporaryCodes = [1011, 4005, 4500];

function toApiError({ code, reason }: CloseEvent): ApiError {
  const message = `The connection was closed: ${code} ${reason}`;
  return new ApiError(message, {
    code: 'CONNECTION_CLOSED',
    isRetryable: temporaryCodes.includes(code),
  });
}
