import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import type { ItemFacts } from './item-input.ts';
import type { Item } from './item.entity.ts';

type WholeItemEventName = 'item.created' | 'item.deleted' | 'item.low_stock';

/** Builds an event whose data is the current item. */
export function describeItem(type: WholeItemEventName, item: Item): ChangeEvent {
  return { type, data: { item: toItemData(item) } };
}

/** Builds an update event with the previous values of the changed fields. */
export function describeItemUpdate(item: Item, previous: Partial<ItemFacts>): ChangeEvent {
  return { type: 'item.updated', data: { item: toItemData(item), previous } };
}

/** Lists the fields one by one, so that a new column is not sent by accident. */
function toItemData(item: Item) {
  return {
    id: encodeId(IdPrefix.item, item.id),
    name: item.name,
    sku: item.sku,
    quantityInStock: item.quantityInStock,
    minimumQuantity: item.minimumQuantity,
    version: item.version,
    createdAt: item.createdAt.toISOString(),
    updatedAt: item.updatedAt.toISOString(),
  };
}
