import { searchConnection, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import type { DeliveryListArgs } from './delivery-list-args.type.ts';
import { deliveryList, toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { countDeliveries, nothingCounted } from './find/count-deliveries.ts';
import type { DeliverySearch } from './find/delivery-search.ts';
import { openSearch } from './find/open-search.ts';
import { nothingFound, searchDeliveries } from './find/search-deliveries.ts';
import { readCriteria } from './read-criteria.ts';

/**
 * Loads one page of the matching deliveries of the viewer's workspace.
 *
 * @throws UserError for an invalid filter; GraphQLError BAD_USER_INPUT for invalid arguments of the page
 */
export async function listDeliveries(
  { em, viewer: { workspaceId } }: AuthorizedContext,
  { filter, orderBy, ...page }: DeliveryListArgs,
): Promise<Connection<DeliveryType>> {
  const criteria = readCriteria(filter ?? {});
  let opened: Promise<DeliverySearch> | undefined;
  const open = async () => (opened ??= openSearch(em, workspaceId, criteria));
  const search = async (keyset: Keyset) => {
    const [found = nothingFound] = (await searchDeliveries(em, await open(), keyset)).values();
    return found;
  };
  const countTotal = async () => {
    const [count = nothingCounted] = (await countDeliveries(em, await open())).values();
    return count;
  };
  const direction = orderBy?.direction ?? 'desc';
  return searchConnection(page, search, toDeliveryType, {
    ...{ workspaceId, direction, countTotal },
    list: deliveryList,
  });
}
