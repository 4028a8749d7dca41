import type { Call } from './call-api.ts';

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const query = `query ($after: String, $filter: DeliveryFilter) {
  deliveries(first: 100, after: $after, filter: $filter) {
    nodes { id status createdAt }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Reads all deliveries that match, newest first. A page may be empty and still have a next one. */
export async function* readAll(call: Call, filter: object) {
  let after: string | null = null;
  do {
    const data = await call<{ deliveries: Page<{ id: string; status: string }> }>(query, {
      after,
      filter,
    });
    const page: Page<{ id: string; status: string }> = data.deliveries;
    yield* page.nodes;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}
