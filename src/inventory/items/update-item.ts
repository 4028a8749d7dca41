import type { EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { applyChanges, isChanged, revise } from '../revision.ts';
import { lockItem } from './find-item.ts';
import { describeItemUpdate } from './item-event.ts';
import { itemChangesSchema, type ItemChanges } from './item-input.ts';
import type { Item } from './item.entity.ts';
import { describeDrop } from './low-stock.ts';
import { refuseTakenSku } from './refuse-taken-sku.ts';

/**
 * Updates an item and publishes `item.updated`, and `item.low_stock` if the quantity drops below the
 * minimum. If nothing changes, nothing is published and the version stays the same.
 *
 * @throws UserError INVALID_INPUT for every invalid field, NOT_FOUND, and CONFLICT for a taken SKU.
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
