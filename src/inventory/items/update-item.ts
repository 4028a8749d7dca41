import type { EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import type { InventoryDependencies } from '../inventory-dependencies.ts';
import { publishChanges } from '../publish-changes.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { runChange } from '../run-change.ts';
import { lockItem } from './find-item.ts';
import { describeItemUpdate } from './item-event.ts';
import { itemChangesSchema, type ItemChanges } from './item-input.ts';
import type { Item } from './item.entity.ts';
import { describeDrop } from './low-stock.ts';
import { refuseTakenSku } from './refuse-taken-sku.ts';

/**
 * Changes facts of an item and publishes `item.updated`, and `item.low_stock` when the quantity is below
 * the minimum by it. When nothing changes, nothing is published and the version stays.
 *
 * @throws UserError INVALID_INPUT for every field in error, NOT_FOUND, and CONFLICT for a taken SKU.
 */
export async function updateItem(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  { itemId, ...input }: ItemChanges & { itemId: string },
): Promise<Item> {
  const changes = validateInput(itemChangesSchema, input);
  return refuseTakenSku(() =>
    runChange(em, async (transaction) => {
      const item = await lockItem(transaction, workspaceId, itemId);
      const before = { ...item };
      const previous = applyChanges(item, changes);
      if (!isChanged(previous)) return item;
      const now = dependencies.clock.now();
      revise(item, now);
      const events = [describeItemUpdate(item, previous), ...describeDrop(before, item)];
      await publishChanges(dependencies, transaction, workspaceId, now, events);
      return item;
    }),
  );
}
