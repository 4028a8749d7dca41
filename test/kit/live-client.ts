import type { ResultOf, TypedDocumentNode, VariablesOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestApp } from './app.ts';
import { DeliveryUpdated, WebhookUpdated } from './documents.ts';
import { waitUntil } from './wait-until.ts';

/** One message of the stream of deliveries. */
export type LiveMessage = ResultOf<typeof DeliveryUpdated>['deliveryUpdated'];

/** The real graphql-transport-ws client with one subscription. */
export interface StreamClient<Message> {
  /** All messages so far. */
  messages: readonly Message[];
  /** Whether the server has ended the subscription. */
  isCompleted(): boolean;
  /** The error that refused or ended the subscription; null while it runs. */
  error(): unknown;
  /** Resolves when the messages meet the condition. */
  waitFor(what: string, condition: (messages: readonly Message[]) => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A client of `deliveryUpdated`. */
export interface LiveClient extends StreamClient<LiveMessage> {
  /** Every status reported for a delivery, in order. */
  statusesOf(deliveryId: string): string[];
}

/** Subscribes to deliveries over its own socket; resolves at the first message or error. */
export async function openLive(
  app: Pick<TestApp, 'app'>,
  token: string,
  variables: VariablesOf<typeof DeliveryUpdated> = {},
): Promise<LiveClient> {
  const pick = (data: ResultOf<typeof DeliveryUpdated>) => data.deliveryUpdated;
  const client = await openStream(app, token, DeliveryUpdated, variables, pick);
  return {
    ...client,
    statusesOf: (id) =>
      client.messages.flatMap(({ delivery }) => (delivery?.id === id ? delivery.status : [])),
  };
}

/** Subscribes to webhooks over its own socket; resolves at the first message or error. */
export async function openWebhooks(
  app: Pick<TestApp, 'app'>,
  token: string,
  variables: VariablesOf<typeof WebhookUpdated> = {},
) {
  const pick = (data: ResultOf<typeof WebhookUpdated>) => data.webhookUpdated;
  return openStream(app, token, WebhookUpdated, variables, pick);
}

async function openStream<Data, Variables extends Record<string, unknown>, Message>(
  app: Pick<TestApp, 'app'>,
  token: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pick: (data: Data) => Message,
): Promise<StreamClient<Message>> {
  const messages: Message[] = [];
  let error: unknown = null;
  let isCompleted = false;
  const client = createClient({
    url: app.app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
  client.subscribe<Data>(
    { query: print(document), variables: { ...variables } },
    {
      next({ data, errors }) {
        if (data) messages.push(pick(data));
        else error = errors;
      },
      error: (reason) => (error = reason),
      complete: () => (isCompleted = true),
    },
  );
  await waitUntil('the subscription answers', () => messages.length > 0 || error !== null);
  return {
    messages,
    isCompleted: () => isCompleted,
    error: () => error,
    waitFor: (what, condition) => waitUntil(what, () => condition(messages)),
    stop: async () => client.dispose(),
  };
}
