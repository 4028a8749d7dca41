import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { RentStatus } from './rent-status.ts';

/** A number of pieces of one item. */
export interface RentLine {
  /** UUID. The item of a finished rent may be deleted. */
  itemId: string;
  quantity: number;
}

/** Pieces that a renter has or has reserved. */
export const RentEntity = defineEntity({
  name: 'Rent',
  tableName: 'rents',
  properties: {
    id: p.uuid().primary(),
    workspaceId: p.text(),
    /** UUID. The renter of a finished rent may be deleted. */
    renterId: p.uuid(),
    /** At least one line; each item at most once. */
    lines: p.json<readonly RentLine[]>(),
    startsAt: p.datetime(3),
    endsAt: p.datetime(3),
    status: p.enum(() => RentStatus),
    version: p.integer(),
    createdAt: p.datetime(3),
    updatedAt: p.datetime(3),
  },
});
/** A row of `rents`. */
export type Rent = InferEntity<typeof RentEntity>;
