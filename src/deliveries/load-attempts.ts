import type { EntityManager } from '../db/index.ts';
import { AttemptEntity, type Attempt } from './delivery.entity.ts';

/**
 * The attempts of many deliveries (UUIDs), by delivery and each by number, in one statement. One
 * without attempts has an empty list. The caller has made sure that the deliveries are its own workspace's.
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
    // The bounds keep the statement to the daily partitions between them.
    { deliveryId: { $in: sorted, $gte: least, $lte: greatest } },
    { orderBy: { deliveryId: 'asc', number: 'asc' }, disableIdentityMap: true },
  );
  for (const attempt of attempts) byDelivery.get(attempt.deliveryId)?.push(attempt);
  return byDelivery;
}
