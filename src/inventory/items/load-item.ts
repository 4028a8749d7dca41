import { createRequestLoader } from '../../kernel/graphql/index.ts';
import { IdPrefix } from '../../kernel/index.ts';
import type { AuthorizedContext, NodeFinder } from '../../workspaces/index.ts';
import { findItems } from './find-item.ts';
import { toItemType, type ItemType } from './item.type.ts';

/** The items that one answer shows, by UUID, read together. Null for what is not in the viewer's workspace. */
export const itemById = createRequestLoader<AuthorizedContext, ItemType>(
  async ({ em, viewer }, uuids) => {
    const found = await findItems(em, viewer.workspaceId, uuids);
    return new Map([...found].map(([uuid, item]) => [uuid, toItemType(item)]));
  },
);

/** How `node(id:)` finds an item. */
export const itemFinder: NodeFinder = {
  prefix: IdPrefix.item,
  scope: 'inventory:read',
  find: (context, uuid) => itemById(context).load(uuid),
};
