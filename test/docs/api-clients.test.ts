import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import {
  createApolloClient,
  deliveryList,
  followList,
  type List,
} from '../../docs/examples/apollo.ts';
import { ApiError, createCall } from '../../docs/examples/call-api.ts';
import { createLiveConnection } from '../../docs/examples/live-connection.ts';
import { mergeEdge } from '../../docs/examples/merge-edge.ts';
import { readAll } from '../../docs/examples/read-all.ts';
import { createUrqlClient } from '../../docs/examples/urql.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { startPathProxy, type PathProxy } from '../kit/path-proxy.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { readExample } from './kit/read-example.ts';

const fixture = setUpNode();
let proxy: PathProxy;
let url: string;
const getToken = async () => fixture.customer.token;

beforeEach(async () => {
  proxy = await startPathProxy(Number(new URL(fixture.app.app.url).port), '');
  url = `${proxy.url}/graphql`;
  await fixture.customer.createWebhook(fixture.receiver.url);
});
afterEach(async () => proxy.stop());

async function publish(count: number): Promise<void> {
  await fixture.customer.publish(count);
}

/** What a page shows of a delivery. */
type Row = [id: string, status: string];

async function readLog(): Promise<Row[]> {
  return (await fixture.customer.log()).map(({ id, status }): Row => [id, status]);
}

/** Publishes beside an open list, over a cut connection too, and expects the list to show it all. */
async function expectLive(showList: () => Row[], showAll: () => Promise<void>): Promise<void> {
  const expectNewest = async () => {
    const [newest] = await fixture.customer.log();
    await waitUntil('the list shows the newest result', () => {
      const [id, status] = showList()[0] ?? [];
      return id === newest?.id && status === 'SUCCEEDED';
    });
  };
  await expectNewest();
  for (const disturb of [() => undefined, () => proxy.cut()]) {
    disturb();
    await publish(1);
    await expectNewest();
  }
  await showAll();
  await waitUntil('the list has all pages', () => showList().length === 5);
  expect(showList()).toEqual(await readLog());
}

describe('a live list stays the same as the log', () => {
  beforeEach(async () => {
    await publish(3);
    await fixture.customer.waitForLog(3);
  });

  test('in Apollo Client, with pages of fetchMore', async () => {
    const client = createApolloClient(url, getToken);
    const variables = { first: 2 };
    const watched = client.watchQuery<List>({ query: deliveryList, variables });
    let rows: Row[] = [];
    const shown = watched.subscribe(({ data }) => {
      rows = ((data as List | undefined)?.deliveries.edges ?? []).map(({ node }): Row => [
        node.id,
        node.status,
      ]);
    });
    const following = followList(client, variables);
    await expectLive(
      () => rows,
      async () => {
        const read = () => client.cache.readQuery<List>({ query: deliveryList, variables })!;
        for (let page = read().deliveries; page.pageInfo.hasNextPage; page = read().deliveries) {
          await watched.fetchMore({ variables: { after: page.pageInfo.endCursor } });
        }
      },
    );
    following.unsubscribe();
    shown.unsubscribe();
    client.stop();
  });

  test('in urql with graphcache, with pages of relayPagination', async () => {
    const client = createUrqlClient(url, getToken);
    let rows: Row[] = [];
    const text = print(deliveryList);
    let next: string | null = null;
    const show = (after: string | null) =>
      client.query<List>(text, { first: 2, after }).subscribe(({ data }) => {
        if (!data) return;
        const { edges, pageInfo } = data.deliveries;
        rows = edges.map(({ node }): Row => [node.id, node.status]);
        next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      });
    const updates = await readExample('delivery-updated.graphql');
    const following = client.subscription(updates, {}).subscribe(() => undefined);
    const shown = [show(null)];
    await expectLive(
      () => rows,
      async () => {
        while (next !== null) {
          const count = rows.length;
          shown.push(show(next));
          await waitUntil('the page is there', () => rows.length > count);
        }
      },
    );
    for (const each of [...shown, following]) each.unsubscribe();
  });
});

test('a subscription of graphql-ws continues after a cut without a second start', async () => {
  const query = await readExample('delivery-updated.graphql');
  const live = createLiveConnection(url, getToken);
  interface Message {
    isStart: boolean;
    gap: boolean;
    edge: { node: { id: string; status: string } } | null;
  }
  const messages: Message[] = [];
  live.subscribe<{ deliveryUpdated: Message }>(
    { query },
    {
      next: ({ data }) => data && messages.push(data.deliveryUpdated),
      error: () => undefined,
      complete: () => undefined,
    },
  );
  const succeeded = () => messages.filter(({ edge }) => edge?.node.status === 'SUCCEEDED').length;
  await waitUntil('the stream starts', () => messages.length > 0);
  proxy.cut();
  await publish(2);
  await waitUntil('what was missed arrives', () => succeeded() === 2);
  expect(messages.filter(({ isStart }) => isStart)).toHaveLength(1);
  expect(messages.some(({ gap }) => gap)).toBe(false);
  await live.dispose();
});

describe('a plain call', () => {
  test('reads all pages', async () => {
    await publish(100);
    await publish(1);
    const ids = new Set<string>();
    for await (const { id } of readAll(createCall(url, getToken), {})) ids.add(id);
    expect(ids.size).toBe(101);
  });

  test('has the code of an error', async () => {
    const call = createCall(url, async () => 'nonsense');
    const error: unknown = await call('{ viewer { scopes } }').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).extensions.code).toBe('UNAUTHENTICATED');
  });

  test('is repeated after a refusal, and only then', async () => {
    const refuse = await startRefusing({ code: 'RATE_LIMITED', retryAfterSeconds: 0.01 });
    const fail = await startRefusing({ code: 'INTERNAL_SERVER_ERROR', isRetryable: true });
    const ask = async (port: number) =>
      createCall(`http://127.0.0.1:${port}/`, getToken)('mutation { never }').catch(() => 'failed');
    expect([await ask(refuse.port), refuse.calls()]).toEqual(['failed', 4]);
    expect([await ask(fail.port), fail.calls()]).toEqual(['failed', 1]);
    refuse.server.close();
    fail.server.close();
  });
});

/** Starts a server that answers each call with this error. */
async function startRefusing(extensions: object) {
  let count = 0;
  const server: Server = createServer((request, response) => {
    count += 1;
    request.resume();
    response.end(JSON.stringify({ errors: [{ message: 'no', extensions }] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, calls: () => count };
}

describe('an update is merged into a list', () => {
  const edges = ['dlv_5', 'dlv_3'].map((id) => ({ node: { id } }));
  const merge = (id: string, isMatch = true, isWhole = false) =>
    mergeEdge(edges, { node: { id } }, { isMatch, isWhole }).map(({ node }) => node.id);

  test.each([
    ['new', merge('dlv_6'), ['dlv_6', 'dlv_5', 'dlv_3']],
    ['between two', merge('dlv_4'), ['dlv_5', 'dlv_4', 'dlv_3']],
    ['there already', merge('dlv_5'), ['dlv_5', 'dlv_3']],
    ['the last one already', merge('dlv_3'), ['dlv_5', 'dlv_3']],
    ['of a later page', merge('dlv_1'), ['dlv_5', 'dlv_3']],
    [
      'older, in a list without further pages',
      merge('dlv_1', true, true),
      ['dlv_5', 'dlv_3', 'dlv_1'],
    ],
    ['no match any more', merge('dlv_5', false), ['dlv_3']],
  ])('%s', (_case, merged, expected) => expect(merged).toEqual(expected));
});
