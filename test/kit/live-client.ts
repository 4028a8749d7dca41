import type { ResultOf, VariablesOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestApp } from './app.ts';
import { DeliveryUpdated } from './documents.ts';
import { waitUntil } from './wait-until.ts';

/** One message of the stream. */
export type LiveMessage = ResultOf<typeof DeliveryUpdated>['deliveryUpdated'];

/** The real graphql-transport-ws client, subscribed to `deliveryUpdated`. */
export interface LiveClient {
  /** All messages so far. */
  messages: readonly LiveMessage[];
  /** The error that refused or ended the subscription; null while it runs. */
  error(): unknown;
  /** Every status reported for a delivery, in order. */
  statusesOf(deliveryId: string): string[];
  /** Resolves when the messages meet the condition. */
  waitFor(what: string, condition: (messages: readonly LiveMessage[]) => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Subscribes over its own socket; resolves at the first message or error. */
export async function openLive(
  app: Pick<TestApp, 'app'>,
  token: string,
  variables: VariablesOf<typeof DeliveryUpdated> = {},
): Promise<LiveClient> {
  const messages: LiveMessage[] = [];
  let error: unknown = null;
  const client = createClient({
    url: app.app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  client.subscribe<ResultOf<typeof DeliveryUpdated>>(
    { query: print(DeliveryUpdated), variables },
    {
      next({ data, errors }) {
        if (data) messages.push(data.deliveryUpdated);
        else error = errors;
      },
      error: (reason) => (error = reason),
      complete: () => undefined,
    },
  );
  await waitUntil('the subscription answers', () => messages.length > 0 || error !== null);
  return {
    messages,
    error: () => error,
    statusesOf: (id) =>
      messages.flatMap(({ delivery }) => (delivery?.id === id ? delivery.status : [])),
    waitFor: (what, condition) => waitUntil(what, () => condition(messages)),
    stop: async () => client.dispose(),
  };
}
