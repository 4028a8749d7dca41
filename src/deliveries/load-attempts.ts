import type { EntityManager } from '../db/index.ts';
import { AttemptEntity, type Attempt } from './delivery.entity.ts';

/**
 * Loads the attempts of many deliveries (UUIDs) with one statement: by delivery, ordered by number. A delivery
 * without attempts has an empty list. The caller must have checked that the deliveries belong to its workspace.
 */
export async function loadAttempts(
  em: EntityManager,
  deliveryIds: readonly string[],
): Promise<Map<string, Attempt[]>> {
  const byDelivery = new Map<string, Attempt[]>(deliveryIds.map((id) => [id, []]));
  const sorted = [...byDelivery.keys()].sort();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return byDelivery;
  const attempts = await em.find(
    AttemptEntity,
    // With these bounds, only the daily partitions between them are read.
    { deliveryId: { $in: sorted, $gte: least, $lte: greatest } },
    { orderBy: { deliveryId: 'asc', number: 'asc' }, disableIdentityMap: true },
  );
  for (const attempt of attempts) byDelivery.get(attempt.deliveryId)?.push(attempt);
  return byDelivery;
}
