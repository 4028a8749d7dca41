import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A delivery as the log has it. */
export interface LoggedDelivery {
  id: string;
  status: string;
  responseStatus: number | null;
  responseTimeMs: number | null;
  /** Its id is the `webhook-id` of the request. */
  event: { id: string; type: string };
}

export interface WatchOptions {
  /** Of the API, with http. */
  url: string;
  token: string;
  /** Aborted, it ends the wait for the stream to stand. */
  signal: AbortSignal;
  onDelivery: (delivery: LoggedDelivery) => void;
  /** The stream broke and does not come back. */
  onBroken: (error: Error) => void;
}

interface Update {
  deliveryUpdated: { delivery: LoggedDelivery | null };
}

const query = `subscription {
  deliveryUpdated { delivery { id status responseStatus responseTimeMs event { id type } } }
}`;

/**
 * Follows the live stream of the log, as a dashboard does. Resolves when the stream stands, so that
 * whatever is published afterwards is told.
 *
 * @returns how to stop it.
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

/** What graphql-ws gives: an error, the errors of the operation, or the event of a closed socket. */
function describe(cause: unknown): string {
  if (Array.isArray(cause)) return cause.map((error: Error) => error.message).join(' ');
  if (cause instanceof Error) return cause.message;
  return (cause as { reason?: string }).reason ?? 'the connection is closed';
}
