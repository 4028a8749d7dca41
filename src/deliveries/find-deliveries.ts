import type { EntityManager } from '../db/index.ts';
import { DeliveryEntity, type Delivery } from './delivery.entity.ts';

/**
 * Reads these deliveries (UUIDs), by UUID, with one statement. Those of other workspaces are left out.
 */
export async function findDeliveries(
  em: EntityManager,
  workspaceIds: readonly string[],
  uuids: readonly string[],
): Promise<Map<string, Delivery>> {
  const sorted = uuids.toSorted();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return new Map();
  const deliveries = await em.find(
    DeliveryEntity,
    // With these bounds, only the daily partitions between them are read.
    { workspaceId: { $in: [...workspaceIds] }, id: { $in: sorted, $gte: least, $lte: greatest } },
    { disableIdentityMap: true },
  );
  return new Map(deliveries.map((delivery) => [delivery.id, delivery]));
}
