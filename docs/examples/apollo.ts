import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode, type DocumentNode } from 'graphql';
import { createLiveConnection } from './live-connection.ts';
import { mergeEdge } from './merge-edge.ts';
import { createUpdateQueue } from './update-queue.ts';

export function createApolloClient(url: string, getToken: () => Promise<string>): ApolloClient {
  const authorize = new SetContextLink(async ({ headers }) => ({
    headers: { ...(headers as object), authorization: `Bearer ${await getToken()}` },
  }));
  // The token may have ended on the way. The repeated call does not come here again.
  const repeatRefused = new ErrorLink(({ error, operation, forward }) =>
    isRefused(error) ? forward(operation) : undefined,
  );
  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(createLiveConnection(url, getToken)),
      ApolloLink.from([repeatRefused, authorize, new HttpLink({ uri: url })]),
    ),
    cache: new InMemoryCache({
      typePolicies: {
        Query: { fields: { deliveries: relayStylePagination(['filter', 'orderBy']) } },
      },
    }),
  });
}

function isRefused(error: unknown): boolean {
  if (!CombinedGraphQLErrors.is(error)) return false;
  return error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}

const edge = 'cursor node { id status responseStatus }';

export const deliveryList: DocumentNode = gql`query DeliveryList($first: Int, $after: String, $filter: DeliveryFilter) {
  deliveries(first: $first, after: $after, filter: $filter) {
    edges { ${edge} }
    pageInfo { hasNextPage endCursor }
  }
}`;

const deliveryUpdates: DocumentNode = gql`subscription DeliveryUpdates($after: String, $filter: DeliveryFilter) {
  deliveryUpdated(after: $after, filter: $filter) { cursor gap isStart isMatch edge { ${edge} } }
}`;

/**
 * Keeps a list in the cache up to date; the pages that `fetchMore` has loaded are part of it.
 *
 * @param onError gets the error that has ended this, to be shown
 */
export function followList(
  client: ApolloClient,
  variables: { first: number; filter?: object },
  onError: (error: unknown) => void,
) {
  const list = { query: deliveryList, variables };

  // The answer to a call that is under way already may be older than the start.
  const reload = async () =>
    client.query({
      ...list,
      fetchPolicy: 'network-only',
      context: { queryDeduplication: false },
    });

  function apply({ data }: LiveData): void {
    const { isMatch, edge } = data?.deliveryUpdated ?? {};
    if (!edge || isMatch === undefined) return;
    client.cache.updateQuery<List>(list, (found) => {
      if (!found) return found;
      const { edges, pageInfo } = found.deliveries;
      const isWhole = !pageInfo.hasNextPage;
      const merged = mergeEdge(edges, edge, { isMatch, isWhole });
      return { deliveries: { ...found.deliveries, edges: merged } };
    });
  }

  const queue = createUpdateQueue(reload, {
    next: apply,
    error(error) {
      following.unsubscribe();
      onError(error);
    },
    complete: () => undefined,
  });
  const following = client
    .subscribe<{ deliveryUpdated: Update }>({ query: deliveryUpdates, variables })
    .subscribe(({ data, error }) => (error ? queue.error(error) : queue.next({ data })));
  return {
    unsubscribe() {
      queue.stop();
      following.unsubscribe();
    },
  };
}

interface LiveData {
  data?: { deliveryUpdated: Update } | undefined;
}

interface Edge {
  cursor: string;
  node: { id: string; status: string; responseStatus: number | null };
}

interface Update {
  cursor: string;
  gap: boolean;
  isStart: boolean;
  isMatch: boolean;
  edge: Edge | null;
}

export interface List {
  deliveries: { edges: Edge[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}
