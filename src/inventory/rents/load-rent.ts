import { IdPrefix } from '../../kernel/index.ts';
import type { NodeFinder } from '../../workspaces/index.ts';
import { findRent } from './find-rent.ts';
import { toRentType } from './rent.type.ts';

/** Finds a rent for `node(id:)`. */
export const rentFinder: NodeFinder = {
  prefix: IdPrefix.rent,
  scope: 'inventory:read',
  async find({ em, viewer }, uuid) {
    const rent = await findRent(em, viewer.workspaceId, uuid);
    return rent && toRentType(rent);
  },
};
