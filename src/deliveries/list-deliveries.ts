import { sql } from '../db/index.ts';
import { loadConnection, type Connection, type Keyset } from '../kernel/graphql/index.ts';
import type { AuthorizedContext } from '../workspaces/index.ts';
import { toConditions } from './criteria-conditions.ts';
import { readCriteria } from './delivery-criteria.ts';
import { toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { findDeliveryPage } from './find-deliveries.ts';
import type { DeliveryListArgs } from './delivery-list-args.type.ts';

/**
 * Loads one page of the matching deliveries of the viewer's workspace.
 *
 * @throws UserError for an invalid filter; GraphQLError BAD_USER_INPUT for invalid arguments of the page
 */
export async function listDeliveries(
  { em, viewer }: AuthorizedContext,
  { filter, orderBy, ...page }: DeliveryListArgs,
): Promise<Connection<DeliveryType>> {
  const conditions = toConditions(readCriteria(filter ?? {}));
  const isOwn = sql`workspace_id = ${viewer.workspaceId}`;
  const find = (keyset: Keyset) => findDeliveryPage(em, [isOwn, ...conditions], keyset);
  return loadConnection(page, find, toDeliveryType, { direction: orderBy?.direction ?? 'desc' });
}
