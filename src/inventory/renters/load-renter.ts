import { createRequestLoader } from '../../kernel/graphql/index.ts';
import { IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext, NodeFinder } from '../../workspaces/index.ts';
import { findRenters } from './find-renter.ts';
import { toRenterType, type RenterType } from './renter.type.ts';

/** Loads the renters of one response together, by UUID. Null for a renter who is not in the viewer's workspace. */
export const renterById = createRequestLoader<AuthorizedContext, RenterType>(
  async ({ em, viewer }, uuids) => {
    const found = await findRenters(em, viewer.workspaceId, uuids);
    return new Map([...found].map(([uuid, renter]) => [uuid, toRenterType(renter)]));
  },
);

/** Finds a renter for `node(id:)`. */
export const renterFinder: NodeFinder = {
  prefix: IdPrefix.renter,
  scope: 'inventory:read',
  find: (context, uuid) => renterById(context).load(uuid),
};
