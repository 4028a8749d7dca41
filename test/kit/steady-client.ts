import type { ResultOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { DeliveryUpdated } from './documents.ts';
import type { LiveMessage } from './live-client.ts';

/** A subscriber that reconnects by itself and continues from its last cursor, as `docs/api.md` shows. It dedups nothing. */
export interface SteadyClient {
  /** All messages of all its connections, in order. */
  messages: readonly LiveMessage[];
  /** Breaks its connection right after this many more messages; it opens the next one, to the next node. */
  cutAfter(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param urls the API of each node; connections go to one after the other */
export function openSteady(urls: readonly string[], token: string): SteadyClient {
  const messages: LiveMessage[] = [];
  let connectionCount = 0;
  let cutAt = Infinity;
  let isCut: (() => void) | undefined;
  let current: WebSocket | undefined;
  const client = createClient({
    url: () => urls[connectionCount++ % urls.length]!.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait: () => Promise.resolve(),
    connectionParams: { authorization: `Bearer ${token}` },
    on: { opened: (socket) => (current = socket as WebSocket) }, // made by `webSocketImpl`
  });
  const variables: { after: string | null } = { after: null };
  client.subscribe<ResultOf<typeof DeliveryUpdated>>(
    { query: print(DeliveryUpdated), variables },
    {
      next({ data }) {
        if (!data) return;
        messages.push(data.deliveryUpdated);
        // The client sends these variables again with each connection.
        variables.after = data.deliveryUpdated.cursor;
        if (messages.length === cutAt) cut();
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  // Not by the client's own `terminate`: the old socket would still hand over messages beside the next one.
  function cut(): void {
    current?.terminate();
    isCut?.();
  }

  return {
    messages,
    cutAfter(count) {
      cutAt = messages.length + count;
      return new Promise((resolve) => {
        isCut = resolve;
      });
    },
    stop: async () => client.dispose(),
  };
}
