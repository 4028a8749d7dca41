import { defineEntity, p, type InferEntity } from '@mikro-orm/core';

/** A person or company that rents items. */
export const RenterEntity = defineEntity({
  name: 'Renter',
  tableName: 'renters',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    name: p.text(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
/** A row of `renters`. */
export type Renter = InferEntity<typeof RenterEntity>;
