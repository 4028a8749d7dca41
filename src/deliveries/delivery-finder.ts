import { IdPrefix } from '../kernel/index.ts';
import { createRequestLoader } from '../kernel/graphql/index.ts';
import type { AuthorizedContext, NodeFinder } from '../workspaces/index.ts';
import { toDeliveryType, type DeliveryType } from './delivery.type.ts';
import { findDeliveries } from './find-deliveries.ts';

/** Loads deliveries of the viewer's workspace by UUID, those of one response together. */
export const deliveryById = createRequestLoader<AuthorizedContext, DeliveryType>(
  async ({ em, viewer }, uuids) => {
    const found = await findDeliveries(em, [viewer.workspaceId], uuids);
    return new Map([...found].map(([uuid, delivery]) => [uuid, toDeliveryType(delivery)]));
  },
);

/** Finds a delivery for `node(id:)`. */
export const deliveryFinder: NodeFinder = {
  prefix: IdPrefix.delivery,
  scope: 'webhooks:read',
  find: (context, uuid) => deliveryById(context).load(uuid),
};
