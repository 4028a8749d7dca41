import type { TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import { parseOperation } from './operation.ts';
import { connectionRows } from './rows/connection-rows.ts';
import type { OwnedIds } from './rows/root-field-row.ts';

/** A page of any connection. */
export interface Page {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/** Arguments of a page. */
export interface PageVariables {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** The page, or null with the codes and messages of the errors. */
export interface PageAnswer {
  page: Page | null;
  errors: { code: string; message: string }[];
}

const selection = `{
  edges { cursor node { id } }
  nodes { id }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
}`;

const args = 'first: $first, after: $after, last: $last, before: $before';

/** Requests a page of this connection (`Query.items`) as the customer. */
export async function askPage(
  app: TestApp,
  { token }: Pick<Customer, 'token'>,
  place: string,
  ids: OwnedIds,
  page: PageVariables,
): Promise<PageAnswer> {
  const text = connectionRows[place]!(`(${args}) ${selection}`, ids);
  const query = `query ($first: Int, $after: String, $last: Int, $before: String) ${text}`;
  const { document, variables } = parseOperation(query, { ...page });
  const { data, errors: found = [] } = await app.request(token, document, variables);
  const owner = (data?.webhook ?? data) as { connection: Page } | null | undefined;
  const errors = found.map(({ message, extensions }) => ({ message, code: extensions.code }));
  return { page: owner?.connection ?? null, errors };
}
