import { searchConnection, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { readCriteria } from './delivery-criteria.ts';
import type { DeliveryListArgs } from './delivery-list-args.type.ts';
import { toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { addCounts, countDeliveries } from './find/count-deliveries.ts';
import type { DeliverySearch } from './find/delivery-search.ts';
import { mergeLists } from './find/merge-lists.ts';
import { openSearch } from './find/open-search.ts';
import { searchDeliveries } from './find/search-deliveries.ts';

/**
 * Loads one page of the matching deliveries of the viewer's workspace.
 *
 * @throws UserError for an invalid filter; GraphQLError BAD_USER_INPUT for invalid arguments of the page
 */
export async function listDeliveries(
  { em, viewer }: AuthorizedContext,
  { filter, orderBy, ...page }: DeliveryListArgs,
): Promise<Connection<DeliveryType>> {
  const criteria = readCriteria(filter ?? {});
  let opened: Promise<DeliverySearch> | undefined;
  const open = async () => (opened ??= openSearch(em, viewer.workspaceId, criteria));
  const search = async (keyset: Keyset) => {
    const lists = await searchDeliveries(em, await open(), keyset);
    return mergeLists([...lists.values()], keyset);
  };
  const countTotal = async () => addCounts([...(await countDeliveries(em, await open())).values()]);
  const direction = orderBy?.direction ?? 'desc';
  return searchConnection(page, search, toDeliveryType, { direction, countTotal });
}
