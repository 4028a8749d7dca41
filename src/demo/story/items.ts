import { typeid } from 'typeid-js';
import { IdPrefix } from '../../kernel/index.ts';
import { beginBookkeeping, revise } from './shop-event.ts';
import type { Bookkeeping, ShopEvent, Telling } from './shop-event.ts';

/** Something that can be rented, in several pieces. */
export interface Item extends Bookkeeping {
  id: string;
  name: string;
  sku: string | null;
  /** Pieces that are here. */
  quantityInStock: number;
  /** Fewer pieces than this are low stock. */
  minimumQuantity: number;
}

/** What is known of an item before it is in the inventory. */
export type NewItem = Pick<Item, 'name' | 'sku' | 'quantityInStock' | 'minimumQuantity'>;

/** A new item in the inventory. */
export function* addItem(facts: NewItem): Telling<Item> {
  const id = typeid(IdPrefix.item).toString();
  const item: Item = { id, ...facts, ...beginBookkeeping() };
  yield [{ type: 'item.created', data: { item: { ...item } } }];
  return item;
}

/** More pieces are bought. */
export function* restock(item: Item, pieces: number): Telling {
  const previous = { quantityInStock: item.quantityInStock };
  revise(item, { quantityInStock: item.quantityInStock + pieces });
  yield [{ type: 'item.updated', data: { item: { ...item }, previous } }];
}

/** The item is worn out. */
export function* deleteItem(item: Item): Telling {
  yield [{ type: 'item.deleted', data: { item: { ...item } } }];
}

/**
 * Pieces leave with a rent (a negative number) or come back.
 *
 * @returns the event of low stock when the quantity has just dropped below the minimum.
 */
export function moveStock(item: Item, pieces: number): ShopEvent[] {
  const wasLow = item.quantityInStock < item.minimumQuantity;
  revise(item, { quantityInStock: item.quantityInStock + pieces });
  const isLow = item.quantityInStock < item.minimumQuantity;
  return isLow && !wasLow ? [{ type: 'item.low_stock', data: { item: { ...item } } }] : [];
}
