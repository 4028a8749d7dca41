import { Client, CombinedError, fetchExchange, subscriptionExchange } from '@urql/core';
import type { DocumentNode } from 'graphql';
import { authExchange } from '@urql/exchange-auth';
import {
  cacheExchange,
  type Cache,
  type StorageAdapter,
  type UpdateResolver,
} from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { createLiveConnection } from './live-connection.ts';
import { mergeEdge } from './merge-edge.ts';
import { subscribeInOrder, type Reload } from './update-queue.ts';

/** @param storage if given, also keeps the cache, for example in IndexedDB */
export function createUrqlClient(
  url: string,
  getToken: () => Promise<string>,
  storage?: StorageAdapter,
): Client {
  const live = createLiveConnection(url, getToken);
  return new Client({
    url,
    exchanges: [
      createCache(storage),
      authExchange(async ({ appendHeaders }) => {
        let token = await getToken();
        return {
          addAuthToOperation: (it) => appendHeaders(it, { authorization: `Bearer ${token}` }),
          didAuthError: ({ graphQLErrors }) =>
            graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
          refreshAuth: async () => {
            token = await getToken();
          },
        };
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }, { context }) => ({
          subscribe({ next, error, complete }) {
            const { reload } = context as { reload?: Reload };
            const payload = { query, variables: { ...variables } };
            const fail = (it: unknown) =>
              error(it instanceof CombinedError ? it.graphQLErrors : it);
            const sink = { next, error: fail, complete };
            return { unsubscribe: subscribeInOrder(live, payload, sink, reload) };
          },
        }),
      }),
    ],
  });
}

/**
 * Keeps a list and its further pages up to date. Lists with the same filter need the same `first`, since they share this.
 *
 * @param list loads the first page with all that is shown; an operation of its own, since urql would share the answer to
 * an equal one that is under way already, which may be older than the start
 * @param onError gets the error that has ended this, to be shown
 */
export function followList(
  client: Client,
  list: DocumentNode | string,
  updates: DocumentNode | string,
  variables: { first: number; filter?: object },
  onError: (error: Error) => void,
) {
  const reload = async () => {
    const { error } = await client
      .query(list, variables, { requestPolicy: 'network-only' })
      .toPromise();
    if (error) throw error;
  };
  const { filter } = variables;
  return client
    .subscription(updates, filter && { filter }, { reload })
    .subscribe(({ error }) => error && onError(error));
}

function createCache(storage?: StorageAdapter) {
  return cacheExchange({
    ...(storage && { storage }),
    keys: {
      // The same place in every list, so an update and a page share one edge.
      DeliveryEdge: ({ cursor }) => cursor as string,
      DeliveryConnection: () => null,
      PageInfo: () => null,
      LiveUpdate: () => null,
      WebhookConnection: () => null,
      DeliveryCounts: () => null,
      WebhookHealth: () => null,
      Attempt: () => null,
    },
    resolvers: { Query: { deliveries: relayPagination() } },
    updates: { Subscription: { deliveryUpdated: mergeUpdate } },
  });
}

/** Changes of deliveries that a list has need no code: the cache finds them by their ids. */
const mergeUpdate: UpdateResolver = (result, { filter }, cache) => {
  const { gap, isStart, isMatch, edge } = result.deliveryUpdated as Update;
  const lists = cache
    .inspectFields('Query')
    .filter(({ fieldName }) => fieldName === 'deliveries')
    .filter((list) => isSame(list.arguments?.filter, filter));
  for (const { fieldKey, arguments: args } of lists) {
    const isFirst = args?.after == null; // it has been loaded
    if ((gap || isStart) && !isFirst) cache.invalidate('Query', fieldKey);
    else if (edge && (!isMatch || isFirst)) mergeIntoPage(cache, fieldKey, edge, isMatch);
  }
};

function mergeIntoPage(cache: Cache, fieldKey: string, edge: Edge, isMatch: boolean): void {
  const page = cache.resolve('Query', fieldKey) as string;
  const keys = cache.resolve(page, 'edges') as string[];
  const edges = keys.map((key) => ({ key, node: { id: idOf(cache, key) } }));
  const isThere = edges.some(({ node }) => node.id === edge.node.id);
  if (isThere && isMatch) return;
  const key = cache.keyOfEntity({ __typename: 'DeliveryEdge', cursor: edge.cursor });
  const info = cache.resolve(page, 'pageInfo') as string;
  const isWhole = cache.resolve(info, 'hasNextPage') === false;
  const merged = mergeEdge(edges, { key: key ?? '', node: edge.node }, { isMatch, isWhole });
  cache.link(
    page,
    'edges',
    merged.map((it) => it.key),
  );
}

function idOf(cache: Cache, edgeKey: string): string {
  return cache.resolve(cache.resolve(edgeKey, 'node') as string, 'id') as string;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}

interface Edge {
  cursor: string;
  node: { id: string };
}

interface Update {
  gap: boolean;
  isStart: boolean;
  isMatch: boolean;
  edge: Edge | null;
}
