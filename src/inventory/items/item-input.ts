import { z } from 'zod';
import { inventoryLimits } from '../../catalogue/index.ts';
import { oneLineText } from '../../kernel/index.ts';
import { orNull, orRemoved, orSame, pieces } from '../input-rules.ts';
import type { Changes } from '../revision.ts';
import type { Item } from './item.entity.ts';

/** The fields of an item that its user chooses. */
export type ItemFacts = Pick<Item, 'name' | 'sku' | 'quantityInStock' | 'minimumQuantity'>;

/** A new item; the SKU is optional. */
export type NewItem = Omit<ItemFacts, 'sku'> & { sku?: string | null };

/** Fields to change. Undefined and null leave a field unchanged, except that null removes the SKU. */
export type ItemChanges = { [Key in keyof ItemFacts]?: ItemFacts[Key] | null };

const name = oneLineText('The name', inventoryLimits.nameLengthMax);
const sku = oneLineText('The SKU', inventoryLimits.skuLengthMax);
const quantityInStock = pieces('The quantity in stock', 0);
const minimumQuantity = pieces('The minimum quantity', 0);

/** Validates a new item. */
export const newItemSchema: z.ZodType<ItemFacts> = z.object({
  name,
  sku: orNull(sku),
  quantityInStock,
  minimumQuantity,
});

/** Validates changes to an item by the same rules. */
export const itemChangesSchema: z.ZodType<Changes<ItemFacts>> = z.object({
  name: orSame(name),
  sku: orRemoved(sku),
  quantityInStock: orSame(quantityInStock),
  minimumQuantity: orSame(minimumQuantity),
});
