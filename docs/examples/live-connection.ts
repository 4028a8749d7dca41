import { createClient, type Client } from 'graphql-ws';

/** Opens the WebSocket when it is first needed, and again after each cut, each time with a fresh token. */
export function createLiveConnection(url: string, getToken: () => Promise<string>): Client {
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: async () => ({ authorization: `Bearer ${await getToken()}` }),
    retryAttempts: Infinity,
    shouldRetry: () => true, // by default, a node that restarts is final
    retryWait: waitToRetry,
  });
  return { ...client, subscribe: resume(client.subscribe) };
}

/** Waits half a second at most after a failure, later up to 15 s. By chance, so that not all pages come at once. */
export async function waitToRetry(retries: number): Promise<void> {
  const longestMs = Math.min(500 * 2 ** retries, 15_000);
  const ms = longestMs * (0.5 + Math.random() / 2);
  await new Promise((resolve) => void setTimeout(resolve, ms));
}

/**
 * Makes each subscription continue after its last cursor. The client sends the same variables again with each
 * connection, so they always have the newest `after`.
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
