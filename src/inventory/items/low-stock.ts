import type { ChangeEvent } from '../publish-changes.ts';
import { describeItem } from './item-event.ts';
import type { Item } from './item.entity.ts';

/** The fields that decide whether stock is low. */
type Stock = Pick<Item, 'quantityInStock' | 'minimumQuantity'>;

/**
 * Returns `item.low_stock` if a change took the quantity from at or above the minimum to below it,
 * whichever of the two changed. `before` is a copy made before the change.
 */
export function describeDrop(before: Stock, item: Item): ChangeEvent[] {
  return !isLow(before) && isLow(item) ? [describeItem('item.low_stock', item)] : [];
}

function isLow({ quantityInStock, minimumQuantity }: Stock): boolean {
  return quantityInStock < minimumQuantity;
}
