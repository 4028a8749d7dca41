import type { BoundedCount } from '../kernel/index.ts';
import {
  createArgsLoader,
  createRequestLoader,
  searchConnection,
  type Connection,
  type FoundRows,
  type Keyset,
  type PageArgs,
} from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import type { Delivery } from './delivery.ts';
import { deliveryList, toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { countDeliveries, nothingCounted } from './find/count-deliveries.ts';
import { planEventLists } from './find/delivery-search.ts';
import { nothingFound, searchDeliveries } from './find/search-deliveries.ts';

/**
 * Loads one page of the deliveries of an event (UUID), newest first. The same page of many events is read by one
 * statement. The caller must have checked that the viewer may see the event.
 *
 * @throws GraphQLError BAD_USER_INPUT for invalid arguments
 */
export async function listEventDeliveries(
  context: AuthorizedContext,
  eventUuid: string,
  page: PageArgs,
): Promise<Connection<DeliveryType>> {
  const search = async (keyset: Keyset) =>
    (await foundByEvent(context, keyset).load(eventUuid)) ?? nothingFound;
  const countTotal = async () => (await countByEvent(context).load(eventUuid)) ?? nothingCounted;
  return searchConnection(page, search, toDeliveryType, {
    workspaceId: context.viewer.workspaceId,
    ...{ list: deliveryList, countTotal },
  });
}

const foundByEvent = createArgsLoader<AuthorizedContext, Keyset, FoundRows<Delivery>>(
  ({ em }, keyset, eventIds) => searchDeliveries(em, planEventLists(eventIds), keyset),
);

const countByEvent = createRequestLoader<AuthorizedContext, BoundedCount>(({ em }, eventIds) =>
  countDeliveries(em, planEventLists(eventIds)),
);
