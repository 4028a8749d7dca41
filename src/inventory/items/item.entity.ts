import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** Something a workspace rents out, in any number of pieces. */
export const ItemEntity = defineEntity({
  name: 'Item',
  tableName: 'items',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    name: p.text(),
    sku: p.text().nullable(),
    /** Pieces in stock, without those of ACTIVE rents. Never negative. */
    quantityInStock: p.integer(),
    /** Stock is low below this number. */
    minimumQuantity: p.integer(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
/** A row of `items`. */
export type Item = InferEntity<typeof ItemEntity>;
