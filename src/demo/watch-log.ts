import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A delivery as shown by the log. */
export interface LoggedDelivery {
  id: string;
  status: string;
  responseStatus: number | null;
  responseTimeMs: number | null;
  /** The id equals the `webhook-id` header of the request. */
  event: { id: string; type: string };
}

export interface WatchOptions {
  /** The API's http URL. */
  url: string;
  token: string;
  /** If aborted, waiting for the stream to open ends. */
  signal: AbortSignal;
  onDelivery: (delivery: LoggedDelivery) => void;
  /** Called when the stream breaks; it does not reconnect. */
  onBroken: (error: Error) => void;
}

interface Update {
  deliveryUpdated: { delivery: LoggedDelivery | null };
}

const query = `subscription {
  deliveryUpdated { delivery { id status responseStatus responseTimeMs event { id type } } }
}`;

/**
 * Follows the log's live stream, like a dashboard. Resolves when the stream is open: everything
 * published after that is reported.
 *
 * @returns an object that stops it.
 */
export async function watchLog({ url, token, signal, onDelivery, onBroken }: WatchOptions) {
  signal.throwIfAborted();
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    client.subscribe<Update>(
      { query },
      {
        next({ data }) {
          resolve();
          if (data?.deliveryUpdated.delivery) onDelivery(data.deliveryUpdated.delivery);
        },
        error(cause) {
          const error = new Error(`The live stream broke: ${describe(cause)}`, { cause });
          reject(error);
          onBroken(error);
        },
        complete: () => undefined,
      },
    );
  });
  return { stop: async () => client.dispose() };
}

/** graphql-ws passes an error, the errors of the operation, or the event of a closed socket. */
function describe(cause: unknown): string {
  if (Array.isArray(cause)) return cause.map((error: Error) => error.message).join(' ');
  if (cause instanceof Error) return cause.message;
  return (cause as { reason?: string }).reason ?? 'the connection is closed';
}
