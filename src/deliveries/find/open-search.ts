import type { EntityManager } from '../../db/index.ts';
import type { DeliveryCriteria } from '../delivery-criteria.ts';
import { planSearch, type DeliverySearch } from './delivery-search.ts';
import { findPending } from './find-pending.ts';

/**
 * Prepares a search of the workspace. Pending deliveries are looked up in the queue, unless there are many.
 *
 * @param listsOf UUIDs of webhooks, for a list of each; by default all matches are in lists to be merged
 */
export async function openSearch(
  em: EntityManager,
  workspaceId: string,
  criteria: DeliveryCriteria,
  listsOf: readonly string[] | null = null,
): Promise<DeliverySearch> {
  const isPendingOnly = criteria.statuses?.every((status) => status === 'PENDING') ?? false;
  const webhookIds = listsOf ?? criteria.webhookIds;
  const ids = isPendingOnly ? await findPending(em, workspaceId, webhookIds) : null;
  return planSearch(criteria, { workspaceId, listsOf, ids });
}
