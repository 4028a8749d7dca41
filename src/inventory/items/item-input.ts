import { z } from 'zod';
import { inventoryLimits } from '../../catalogue/index.ts';
import { oneLineText } from '../../kernel/index.ts';
import { orNull, orRemoved, orSame, pieces } from '../input-rules.ts';
import type { Changes } from '../revision.ts';
import type { Item } from './item.entity.ts';

/** What a user decides about an item. */
export type ItemFacts = Pick<Item, 'name' | 'sku' | 'quantityInStock' | 'minimumQuantity'>;

/** A new item; one without a SKU may leave it out. */
export type NewItem = Omit<ItemFacts, 'sku'> & { sku?: string | null };

/** Facts to change. What is left out stays, and so does what is null but the SKU, which null removes. */
export type ItemChanges = { [Key in keyof ItemFacts]?: ItemFacts[Key] | null };

const name = oneLineText('The name', inventoryLimits.nameLengthMax);
const sku = oneLineText('The SKU', inventoryLimits.skuLengthMax);
const quantityInStock = pieces('The quantity in stock', 0);
const minimumQuantity = pieces('The minimum quantity', 0);

/** The rules of a new item. */
export const newItemSchema: z.ZodType<ItemFacts> = z.object({
  name,
  sku: orNull(sku),
  quantityInStock,
  minimumQuantity,
});

/** The same rules for a change. */
export const itemChangesSchema: z.ZodType<Changes<ItemFacts>> = z.object({
  name: orSame(name),
  sku: orRemoved(sku),
  quantityInStock: orSame(quantityInStock),
  minimumQuantity: orSame(minimumQuantity),
});
