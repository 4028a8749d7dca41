import type { BoundedCount } from '../kernel/index.ts';
import {
  createRequestLoader,
  searchConnection,
  type Connection,
  type Keyset,
} from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { readCriteria, type DeliveryCriteria } from './delivery-criteria.ts';
import type { DeliveryListArgs } from './delivery-list-args.type.ts';
import { toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { countDeliveries } from './find/count-deliveries.ts';
import { openSearch } from './find/open-search.ts';
import { nothingFound, searchDeliveries, type FoundDeliveries } from './find/search-deliveries.ts';

/**
 * Loads one page of the matching deliveries of a webhook of the viewer's workspace. The same page of many webhooks is
 * read by one statement, which checks no more rows than for one webhook. Errors as of `listDeliveries`.
 */
export async function listWebhookDeliveries(
  context: AuthorizedContext,
  webhookUuid: string,
  { filter, orderBy, ...page }: DeliveryListArgs,
): Promise<Connection<DeliveryType>> {
  const { webhookIds, ...criteria } = readCriteria(filter ?? {});
  const isOther = webhookIds !== null && !webhookIds.includes(webhookUuid);
  const search = async (keyset: Keyset) => {
    if (isOther) return nothingFound;
    const list = scopeOf(context, { criteria, keyset });
    return (await foundByWebhook(list).load(webhookUuid)) ?? nothingFound;
  };
  const countTotal = async () => {
    const count = isOther
      ? null
      : await countByWebhook(scopeOf(context, { criteria })).load(webhookUuid);
    return count ?? { count: 0, isExact: true };
  };
  const direction = orderBy?.direction ?? 'desc';
  return searchConnection(page, search, toDeliveryType, { direction, countTotal });
}

type Criteria = Omit<DeliveryCriteria, 'webhookIds'>;

/** Fields of webhooks in one response that have equal arguments. */
interface Scope<Args> {
  context: AuthorizedContext;
  args: Args;
}

const foundByWebhook = createRequestLoader<
  Scope<{ criteria: Criteria; keyset: Keyset }>,
  FoundDeliveries
>(async ({ context, args: { criteria, keyset } }, webhookIds) =>
  searchDeliveries(context.em, await open(context, criteria, webhookIds), keyset),
);

const countByWebhook = createRequestLoader<Scope<{ criteria: Criteria }>, BoundedCount>(
  async ({ context, args: { criteria } }, webhookIds) =>
    countDeliveries(context.em, await open(context, criteria, webhookIds)),
);

async function open(
  { em, viewer }: AuthorizedContext,
  criteria: Criteria,
  listsOf: readonly string[],
) {
  return openSearch(em, viewer.workspaceId, { ...criteria, webhookIds: null }, listsOf);
}

const scopes = new WeakMap<AuthorizedContext, Map<string, Scope<unknown>>>();

/** Returns the same scope for equal arguments, so that they share a loader. */
function scopeOf<Args>(context: AuthorizedContext, args: Args): Scope<Args> {
  const known = scopes.get(context) ?? new Map<string, Scope<unknown>>();
  scopes.set(context, known);
  const key = JSON.stringify(args);
  const scope = known.get(key) ?? { context, args };
  known.set(key, scope);
  return scope as Scope<Args>;
}
