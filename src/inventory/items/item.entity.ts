import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** Something that a workspace rents out, in any number of pieces. */
export const ItemEntity = defineEntity({
  name: 'Item',
  tableName: 'items',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    name: p.text(),
    sku: p.text().nullable(),
    /** Pieces that are here: those of an ACTIVE rent are not. Never below zero. */
    quantityInStock: p.integer(),
    /** Fewer pieces than this are low stock. */
    minimumQuantity: p.integer(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
/** A row of `items`. */
export type Item = InferEntity<typeof ItemEntity>;
