import { createHash } from 'node:crypto';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { describe, expect, test } from '@jest/globals';
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from '@urql/core';
import { parse, print } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { allScopes } from '../kit/app.ts';
import { DeliveryUpdated } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

/** Expired 28 s ago: within the clock tolerance, so still valid for 2 s. */
const nearlyOver = -28;

interface Update {
  deliveryUpdated: { cursor: string; delivery: { status: string } | null };
}

/** Passes every update to `take`; returns a function that stops. */
type Subscribe = (socket: Client, take: (update: Update) => void) => () => void;

const byGraphqlWs: Subscribe = (socket, take) =>
  socket.subscribe<Update>(
    { query: print(DeliveryUpdated) },
    { next: ({ data }) => data && take(data), error: fail, complete: () => undefined },
  );

const byApollo: Subscribe = (socket, take) => {
  const client = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() });
  const updates = client.subscribe<Update>({ query: parse(print(DeliveryUpdated)) });
  const running = updates.subscribe({ next: ({ data }) => data && take(data), error: fail });
  return () => running.unsubscribe();
};

const byUrql: Subscribe = (socket, take) => {
  const exchange = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe({ query, variables: { ...variables } }, sink as never),
      }),
    }),
  });
  const client = new UrqlClient({ url: fixture.app.app.url, exchanges: [exchange] });
  const running = client
    .subscription<Update>(print(DeliveryUpdated), {})
    .subscribe(({ data, error }) => (data ? take(data) : error && fail(error)));
  return () => running.unsubscribe();
};

function fail(error: unknown): void {
  throw new Error('A subscription failed.', { cause: error });
}

describe('a live view whose token expires continues with a fresh one', () => {
  test.each([
    ['the client of graphql-ws', byGraphqlWs],
    ["Apollo's GraphQLWsLink", byApollo],
    ['urql', byUrql],
  ] as const)('in %s', async (_name, subscribe) => {
    const { app, customer, receiver } = fixture;
    const tokens = [await app.token(customer.workspaceId, allScopes, nearlyOver), customer.token];
    const closeCodes: number[] = [];
    const socket = createClient({
      url: app.app.url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: () => ({ authorization: `Bearer ${tokens.shift()}` }),
      on: { closed: (event) => closeCodes.push((event as { code: number }).code) },
    });
    const updates: Update['deliveryUpdated'][] = [];
    const stop = subscribe(socket, (update) => updates.push(update.deliveryUpdated));
    await waitUntil('the view is there', () => updates.length > 0);
    await waitUntil('its token ended', () => closeCodes.length > 0);
    const before = updates.length;
    await waitUntil('it is there again', () => updates.length > before);
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await waitUntil('the delivery is told live', () =>
      updates.some(({ delivery }) => delivery?.status === 'SUCCEEDED'),
    );
    stop();
    await socket.dispose();
    expect(closeCodes[0]).toBe(4403);
    expect(tokens).toEqual([]);
  });
});

describe('a query goes through', () => {
  const query = parse('query WhoAmI { workspace { id } }');

  test("urql's default client, which sends queries by GET", async () => {
    const { app, customer } = fixture;
    const methods: (string | undefined)[] = [];
    const client = new UrqlClient({
      url: app.app.url,
      exchanges: [fetchExchange],
      fetchOptions: { headers: { authorization: `Bearer ${customer.token}` } },
      fetch: (...request) => {
        methods.push(request[1]?.method);
        return fetch(...request);
      },
    });
    const { data, error } = await client.query<object>(query, {}).toPromise();
    expect(error).toBeUndefined();
    expect(data).toMatchObject({ workspace: { id: customer.workspaceId } });
    expect(methods).toEqual(['GET']);
  });

  test.each([false, true])('Apollo Client, with useGETForQueries: %s', async (useGETForQueries) => {
    const { app, customer } = fixture;
    const headers = { authorization: `Bearer ${customer.token}` };
    const link = new HttpLink({ uri: app.app.url, headers, useGETForQueries });
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    const { data } = await client.query({ query });
    expect(data).toMatchObject({ workspace: { id: customer.workspaceId } });
  });

  test('Apollo Client with persisted queries, which it gives up after one refusal', async () => {
    const { app, customer } = fixture;
    const sent: { isWhole: boolean; isPersisted: boolean }[] = [];
    const http = new HttpLink({
      uri: app.app.url,
      headers: { authorization: `Bearer ${customer.token}` },
      fetch: async (address, init) => {
        const text = init?.body as string;
        sent.push({
          isWhole: text.includes('"query":"query WhoAmI'),
          isPersisted: text.includes('"persistedQuery"'),
        });
        return fetch(address, init);
      },
    });
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    const link = new PersistedQueryLink({ sha256 }).concat(http);
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    for (const fetchPolicy of ['network-only', 'network-only'] as const) {
      const { data } = await client.query({ query, fetchPolicy });
      expect(data).toMatchObject({ workspace: { id: customer.workspaceId } });
    }
    const whole = { isWhole: true, isPersisted: false };
    expect(sent).toEqual([{ isWhole: false, isPersisted: true }, whole, whole]);
  });

  test.each([null, 'Bearer nonsense'])(
    'Apollo Client can read why a token (%s) is refused',
    async (token) => {
      const headers = token === null ? {} : { authorization: token };
      const link = new HttpLink({ uri: fixture.app.app.url, headers });
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      const error: unknown = await client.query({ query }).catch((error: unknown) => error);
      expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions).toEqual({
        code: 'UNAUTHENTICATED',
      });
    },
  );
});
