import type {
  WebhookOrder,
  WebhooksPageQueryVariables,
  WebhookStatus,
} from '../api/graphql/graphql.ts';

/** The orders of the list, by their names in the address. */
export const orders = {
  newest: { label: 'Newest first', orderBy: { field: 'CREATED_AT', direction: 'DESC' } },
  oldest: { label: 'Oldest first', orderBy: { field: 'CREATED_AT', direction: 'ASC' } },
  name: { label: 'Name, A to Z', orderBy: { field: 'NAME', direction: 'ASC' } },
  'name-desc': { label: 'Name, Z to A', orderBy: { field: 'NAME', direction: 'DESC' } },
  failing: { label: 'Failing for longest', orderBy: { field: 'FAILING_FIRST', direction: 'ASC' } },
  recent: { label: 'Last delivery', orderBy: { field: 'LAST_DELIVERY_AT', direction: 'DESC' } },
} as const satisfies Record<string, { label: string; orderBy: WebhookOrder }>;

/** The name of an order. */
export type OrderName = keyof typeof orders;

/** The statuses in the order of the filter. */
export const statuses: readonly WebhookStatus[] = ['ACTIVE', 'PAUSED', 'DISABLED', 'SUSPENDED'];

/** Webhooks on a page. */
const pageSize = 25;

/** The part of the list that is shown. A page stands after or before a cursor. */
export interface ListView {
  search: string;
  /** Empty for all. */
  statuses: WebhookStatus[];
  order: OrderName;
  after: string | null;
  before: string | null;
}

/** Reads the view from the query of the address. Unknown values are left out. */
export function readView(query: URLSearchParams): ListView {
  const order = query.get('order') ?? '';
  return {
    search: query.get('search') ?? '',
    statuses: statuses.filter((status) => query.getAll('status').includes(status)),
    order: Object.hasOwn(orders, order) ? (order as OrderName) : 'newest',
    after: query.get('after'),
    before: query.get('before'),
  };
}

/** Writes a view as the query of an address. What is usual is left out. */
export function writeView({ search, statuses: chosen, order, after, before }: ListView) {
  const query = new URLSearchParams();
  if (search !== '') query.set('search', search);
  for (const status of chosen) query.append('status', status);
  if (order !== 'newest') query.set('order', order);
  if (after !== null) query.set('after', after);
  else if (before !== null) query.set('before', before);
  return query;
}

/** Whether the view leaves webhooks out. */
export function isFiltered({ search, statuses: chosen }: ListView): boolean {
  return search.trim() !== '' || chosen.length > 0;
}

/** Returns the variables of the query that loads the page. */
export function toVariables(view: ListView): WebhooksPageQueryVariables {
  const { after, before } = view;
  const place =
    after === null && before !== null
      ? { last: pageSize, before }
      : { first: pageSize, ...(after !== null && { after }) };
  const search = view.search.trim();
  return {
    ...place,
    ...(search !== '' && { search }),
    ...(view.statuses.length > 0 && { statuses: view.statuses }),
    orderBy: orders[view.order].orderBy,
  };
}
