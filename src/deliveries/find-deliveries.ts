import type { EntityManager } from '../db/index.ts';
import { DeliveryEntity, type Delivery } from './delivery.entity.ts';

/**
 * Those of these UUIDs that are deliveries of the workspace, by UUID, as they are now, in one statement.
 */
export async function findDeliveries(
  em: EntityManager,
  workspaceId: string,
  uuids: readonly string[],
): Promise<Map<string, Delivery>> {
  const sorted = uuids.toSorted();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return new Map();
  const deliveries = await em.find(
    DeliveryEntity,
    // The bounds keep the statement to the daily partitions between them.
    { workspaceId, id: { $in: sorted, $gte: least, $lte: greatest } },
    { disableIdentityMap: true },
  );
  return new Map(deliveries.map((delivery) => [delivery.id, delivery]));
}
