import { print } from 'graphql';
import { deliveryList, type List } from '../../../docs/examples/apollo.ts';
import { createUrqlClient, followList } from '../../../docs/examples/urql.ts';
import { readExample } from '../../docs/kit/read-example.ts';
import type { Fields } from '../../e2e/kit/operation.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { CreateDriver, Row } from './driver.ts';

/** Drives urql with graphcache, with the pages of `relayPagination`. It sends queries by GET, its default. */
export const driveUrql: CreateDriver = async (url, getToken) => {
  const kept: object[] = [];
  const client = createUrqlClient(url, getToken, {
    readData: async () => ({}),
    writeData: async (changes) => void kept.push(changes),
  });
  return {
    isLive: true,
    async send(example, variables, isFresh = false) {
      const text = await readExample(`${example}.graphql`);
      const requestPolicy = isFresh ? 'network-only' : 'cache-first';
      const { data, error } = text.startsWith('mutation')
        ? await client.mutation<Fields>(text, variables).toPromise()
        : await client.query<Fields>(text, variables, { requestPolicy }).toPromise();
      if (error) throw error;
      return data!;
    },
    async openLog(first) {
      let rows: Row[] = [];
      let next: string | null = null;
      const show = (after: string | null) =>
        client
          .query<List>(print(deliveryList), { first, ...(after !== null && { after }) })
          .subscribe(({ data }) => {
            if (!data) return;
            const { edges, pageInfo } = data.deliveries;
            rows = edges.map(({ node }) => node);
            next = pageInfo.hasNextPage ? pageInfo.endCursor : null;
          });
      const updates = await readExample('delivery-updated.graphql');
      const list = await readExample('list-deliveries.graphql');
      let problem: unknown = null;
      const onError = (error: Error) => (problem = error);
      const shown = [followList(client, list, updates, { first }, onError), show(null)];
      return {
        rows: () => rows,
        hasMore: () => next !== null,
        problem: () => problem,
        async loadMore() {
          const count = rows.length;
          shown.push(show(next));
          await waitUntil('the page is there', () => rows.length > count);
        },
        close: () => shown.forEach((each) => each.unsubscribe()),
      };
    },
    async readCache() {
      await waitUntil('the cache is written', () => kept.length > 0);
      return JSON.stringify(kept);
    },
  };
};
