import type { BoundedCount } from '../kernel/index.ts';
import {
  createArgsLoader,
  searchConnection,
  type Connection,
  type FoundRows,
  type Keyset,
} from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryCriteria } from './delivery-criteria.ts';
import type { DeliveryListArgs } from './delivery-list-args.type.ts';
import { deliveryList, toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { countDeliveries, nothingCounted } from './find/count-deliveries.ts';
import { openSearch } from './find/open-search.ts';
import { nothingFound, searchDeliveries } from './find/search-deliveries.ts';
import { readCriteria } from './read-criteria.ts';

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
    const found = await foundByWebhook(context, { criteria, keyset }).load(webhookUuid);
    return found ?? nothingFound;
  };
  const countTotal = async () => {
    const count = isOther ? null : await countByWebhook(context, criteria).load(webhookUuid);
    return count ?? nothingCounted;
  };
  const direction = orderBy?.direction ?? 'desc';
  return searchConnection(page, search, toDeliveryType, {
    workspaceId: context.viewer.workspaceId,
    ...{ direction, countTotal },
    list: deliveryList,
  });
}

type Criteria = Omit<DeliveryCriteria, 'webhookIds'>;

const foundByWebhook = createArgsLoader<
  AuthorizedContext,
  { criteria: Criteria; keyset: Keyset },
  FoundRows<Delivery>
>(async (context, { criteria, keyset }, webhookIds) =>
  searchDeliveries(context.em, await open(context, criteria, webhookIds), keyset),
);

const countByWebhook = createArgsLoader<AuthorizedContext, Criteria, BoundedCount>(
  async (context, criteria, webhookIds) =>
    countDeliveries(context.em, await open(context, criteria, webhookIds)),
);

async function open(
  { em, viewer }: AuthorizedContext,
  criteria: Criteria,
  listsOf: readonly string[],
) {
  return openSearch(em, viewer.workspaceId, { ...criteria, webhookIds: null }, listsOf);
}
