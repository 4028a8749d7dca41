import type { EntityManager } from '../../db/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { refuseRentedItem } from '../refuse-in-open-rent.ts';
import { revise } from '../revision.ts';
import { lockItem } from './find-item.ts';
import { describeItem } from './item-event.ts';

/**
 * Deletes an item and publishes `item.deleted`. Finished rents keep its id.
 *
 * @throws UserError NOT_FOUND, and CONFLICT while a RESERVED or ACTIVE rent uses it.
 */
export async function deleteItem(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { itemId }: { itemId: string },
): Promise<void> {
  await runChange(em, async (transaction) => {
    const item = await lockItem(transaction, workspaceId, itemId);
    await refuseRentedItem(transaction, item.id);
    const now = dependencies.clock.now();
    revise(item, now);
    const events = [describeItem('item.deleted', item)];
    transaction.remove(item);
    await publishChanges(dependencies, transaction, workspaceId, now, events);
  });
}
