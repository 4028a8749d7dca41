import { IdPrefix } from '../kernel/index.ts';
import type { NodeFinder } from '../workspaces/index.ts';
import { toDeliveryType } from './delivery.type.ts';
import { findDeliveries } from './find-deliveries.ts';

/** Finds a delivery for `node(id:)`. */
export const deliveryFinder: NodeFinder = {
  prefix: IdPrefix.delivery,
  scope: 'webhooks:read',
  async find({ em, viewer }, uuid) {
    const delivery = (await findDeliveries(em, [viewer.workspaceId], [uuid])).get(uuid);
    return delivery ? toDeliveryType(delivery) : null;
  },
};
