import { gql, type TypedDocumentNode } from '@apollo/client';
import {
  createApolloClient,
  deliveryList,
  followList,
  type List,
} from '../../../docs/examples/apollo.ts';
import { readExample } from '../../docs/kit/read-example.ts';
import type { Fields } from '../../e2e/kit/operation.ts';
import type { CreateDriver, Row } from './driver.ts';

/** Drives Apollo Client, with the pages of `relayStylePagination`. */
export const driveApollo: CreateDriver = async (url, getToken) => {
  const client = createApolloClient(url, getToken);
  return {
    isLive: true,
    async send(example, variables, isFresh = false) {
      const text = await readExample(`${example}.graphql`);
      const document: TypedDocumentNode<Fields> = gql(text);
      const { data } = text.startsWith('mutation')
        ? await client.mutate({ mutation: document, variables })
        : await client.query({
            query: document,
            variables,
            fetchPolicy: isFresh ? 'network-only' : 'cache-first',
          });
      return data!;
    },
    async openLog(first) {
      const variables = { first };
      const watched = client.watchQuery<List>({ query: deliveryList, variables });
      let rows: Row[] = [];
      const shown = watched.subscribe(({ data }) => {
        rows = ((data as List | undefined)?.deliveries.edges ?? []).map(({ node }) => node);
      });
      let problem: unknown = null;
      const following = followList(client, variables, (error) => (problem = error));
      const pageInfo = () =>
        client.cache.readQuery<List>({ query: deliveryList, variables })!.deliveries.pageInfo;
      return {
        rows: () => rows,
        problem: () => problem,
        hasMore: () => pageInfo().hasNextPage,
        async loadMore() {
          await watched.fetchMore({ variables: { after: pageInfo().endCursor } });
        },
        close() {
          following.unsubscribe();
          shown.unsubscribe();
          client.stop();
        },
      };
    },
    readCache: () => JSON.stringify(client.extract()),
  };
};
