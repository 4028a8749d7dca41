import { createCall } from '../../../docs/examples/call-api.ts';
import { createLiveConnection } from '../../../docs/examples/live-connection.ts';
import { mergeEdge } from '../../../docs/examples/merge-edge.ts';
import { subscribeInOrder } from '../../../docs/examples/update-queue.ts';
import type { List } from '../../../docs/examples/apollo.ts';
import { readExample } from '../../docs/kit/read-example.ts';
import type { CreateDriver, Row } from './driver.ts';

interface Edge {
  cursor: string;
  node: Row;
}

interface Update {
  isMatch: boolean;
  edge: Edge | null;
}

/** Drives plain `fetch`, with graphql-ws for the live updates and cursors for the pages. */
export const driveFetch: CreateDriver = async (url, getToken) => {
  const call = createCall(url, getToken);
  const live = createLiveConnection(url, getToken);

  async function readPage(first: number, after: string | null): Promise<List['deliveries']> {
    const query = await readExample('list-deliveries.graphql');
    return (await call<List>(query, { first, after })).deliveries;
  }

  return {
    isLive: true,
    send: async (example, variables) => call(await readExample(`${example}.graphql`), variables),
    async openLog(first) {
      let page: Omit<List['deliveries'], 'edges'> & { edges: Edge[] } = {
        edges: [],
        pageInfo: { hasNextPage: false, endCursor: null },
      };
      let problem: unknown = null;
      const reload = async () => {
        page = await readPage(first, null);
      };
      const apply = ({ isMatch, edge }: Update) => {
        if (!edge) return;
        const isWhole = !page.pageInfo.hasNextPage;
        page = { ...page, edges: mergeEdge(page.edges, edge, { isMatch, isWhole }) };
      };
      const sink = {
        next: (result: unknown) =>
          apply((result as { data: { deliveryUpdated: Update } }).data.deliveryUpdated),
        error: (error: unknown) => (problem = error),
        complete: () => undefined,
      };
      const query = await readExample('delivery-updated.graphql');
      const stop = subscribeInOrder(live, { query }, sink, reload);
      return {
        rows: () => page.edges.map(({ node }) => node),
        hasMore: () => page.pageInfo.hasNextPage,
        problem: () => problem,
        async loadMore() {
          const { edges, pageInfo } = await readPage(first, page.pageInfo.endCursor);
          page = { edges: [...page.edges, ...edges], pageInfo };
        },
        close: stop,
      };
    },
    readCache: () => null,
  };
};
