import { newId, type EntityManager } from '../../db/index.ts';
import { validateInput } from '../../kernel/index.ts';
import { publishChanges, runChange, type InventoryDependencies } from '../publish-changes.ts';
import { beginRevision } from '../revision.ts';
import { describeItem } from './item-event.ts';
import { newItemSchema, type NewItem } from './item-input.ts';
import { ItemEntity, type Item } from './item.entity.ts';
import { refuseTakenSku } from './refuse-taken-sku.ts';

/**
 * Creates an item and publishes `item.created`. Starting below the minimum does not count as a drop.
 *
 * @throws UserError INVALID_INPUT for every invalid field, and CONFLICT if another item has the SKU.
 */
export async function createItem(
  dependencies: InventoryDependencies,
  em: EntityManager,
  workspaceId: string,
  input: NewItem,
): Promise<Item> {
  const facts = validateInput(newItemSchema, input);
  return refuseTakenSku(() =>
    runChange(em, async (transaction) => {
      const now = dependencies.clock.now();
      const id = await newId(transaction);
      const item = transaction.create(ItemEntity, {
        id,
        workspaceId,
        ...facts,
        ...beginRevision(now),
      });
      const events = [describeItem('item.created', item)];
      await publishChanges(dependencies, transaction, workspaceId, now, events);
      return item;
    }),
  );
}
