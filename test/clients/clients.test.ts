import { createHash } from 'node:crypto';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import { createClient } from 'graphql-ws';
import { ApiError, createCall } from '../../docs/examples/call-api.ts';
import { readAll } from '../../docs/examples/read-all.ts';
import { readExample } from '../docs/kit/read-example.ts';
import { allScopes, startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { startPathProxy } from '../kit/path-proxy.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setNodeEnv } from '../kit/set-node-env.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { clients } from './kit/clients.ts';
import { listRunnable } from './kit/list-runnable.ts';
import { makeJourney } from './kit/make-journey.ts';
import { recordTraffic } from './kit/record-traffic.ts';
import { lifetimes } from './kit/tokens.ts';

const traffic = recordTraffic();
/** The warnings of the clients. */
const warnings = (['warn', 'error'] as const).map((kind) =>
  jest.spyOn(console, kind).mockImplementation(() => undefined),
);
let app: TestApp;
let customer: Customer;

beforeAll(async () => {
  setNodeEnv('development');
  app = await startTestApp();
  customer = await createCustomer(app);
});
afterAll(async () => {
  traffic.stop();
  await app.stop();
});

const journeys = await listRunnable(clients);

// All at once, for each waits until its token ends.
test.concurrent.each(journeys)(
  'a frontend with $name manages a webhook, and misses nothing of the log',
  async ({ create, methods }) => {
    const [owner, receiver, proxy] = await Promise.all([
      createCustomer(app),
      startReceiver(),
      startPathProxy(Number(new URL(app.app.url).port), ''),
    ]);
    const own = traffic.of(proxy.url);
    try {
      await makeJourney(create, { app, customer: owner, receiver, proxy, traffic: own });
    } finally {
      await proxy.stop();
      await receiver.stop();
    }
    expect([...own.methods].sort()).toEqual(methods);
    expect(warnings.flatMap(({ mock }) => mock.calls)).toEqual([]);
  },
);

test.concurrent('the client of graphql-ws connects again by itself after 4403', async () => {
  const tokens = [await app.token(customer.workspaceId, allScopes, lifetimes.nearlyOver)];
  const closeCodes: number[] = [];
  const socket = createClient({
    url: app.app.url.replace('http', 'ws'),
    retryWait: async () => undefined,
    connectionParams: () => ({ authorization: `Bearer ${tokens.shift() ?? customer.token}` }),
    on: { closed: (event) => closeCodes.push((event as CloseEvent).code) },
  });
  let starts = 0;
  const stop = socket.subscribe(
    { query: await readExample('delivery-updated.graphql') },
    { next: () => (starts += 1), error: () => undefined, complete: () => undefined },
  );
  await waitUntil('the stream has started twice', () => starts === 2);
  stop();
  expect(closeCodes[0]).toBe(4403);
});

describe('Apollo Client', () => {
  const query = gql('query WhoAmI { workspace { id } }');
  const createApollo = (options: HttpLink.Options) => {
    const headers = { authorization: `Bearer ${customer.token}` };
    const link = new HttpLink({ uri: app.app.url, headers, ...options });
    return { link, client: new ApolloClient({ link, cache: new InMemoryCache() }) };
  };

  test('may send queries by GET', async () => {
    const { client } = createApollo({ useGETForQueries: true });
    const { data } = await client.query({ query });
    expect(data).toMatchObject({ workspace: { id: customer.workspaceId } });
    expect(traffic.of(app.app.url).methods).toContain('GET');
  });

  test('gives up persisted queries after one refusal', async () => {
    const sent: { isWhole: boolean; isPersisted: boolean }[] = [];
    const { link: http } = createApollo({
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

  test.each([{}, { authorization: 'Bearer nonsense' }])(
    'can read why %j is refused',
    async (headers) => {
      const { client } = createApollo({ headers });
      const error: unknown = await client.query({ query }).catch((thrown: unknown) => thrown);
      expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions).toEqual({
        code: 'UNAUTHENTICATED',
      });
    },
  );
});

describe('a plain call', () => {
  test('reads all pages', async () => {
    await customer.createWebhook('https://receiver.fixture.example:4443/', { isPaused: true });
    await customer.publish(100);
    await customer.publish(1);
    const ids = new Set<string>();
    const call = createCall(app.app.url, async () => customer.token);
    for await (const { id } of readAll(call, {})) ids.add(id);
    expect(ids.size).toBe(101);
  });

  test('has the code of an error', async () => {
    const call = createCall(app.app.url, async () => 'nonsense');
    const error: unknown = await call('{ viewer { scopes } }').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).extensions.code).toBe('UNAUTHENTICATED');
  });
});
