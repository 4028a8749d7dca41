import { createRequestLoader } from '../../kernel/graphql/index.ts';
import { IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext, NodeFinder } from '../../workspaces/index.ts';
import { findItems } from './find-item.ts';
import { toItemType, type ItemType } from './item.type.ts';

/** Loads the items of one response together, by UUID. Null for an item that is not in the viewer's workspace. */
export const itemById = createRequestLoader<AuthorizedContext, ItemType>(
  async ({ em, viewer }, uuids) => {
    const found = await findItems(em, viewer.workspaceId, uuids);
    return new Map([...found].map(([uuid, item]) => [uuid, toItemType(item)]));
  },
);

/** Finds an item for `node(id:)`. */
export const itemFinder: NodeFinder = {
  prefix: IdPrefix.item,
  scope: 'inventory:read',
  find: (context, uuid) => itemById(context).load(uuid),
};
