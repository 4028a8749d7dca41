import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import type { LineInput } from './rent-input.ts';
import type { RentStatus } from './rent-status.ts';
import type { Rent, RentLine } from './rent.entity.ts';

/** The fields of a rent that an update can change. */
export type RentFacts = Pick<Rent, 'renterId' | 'lines' | 'startsAt' | 'endsAt'>;

/** Builds an event whose data is the current rent. */
export function describeRent(type: 'rent.created' | 'rent.deleted', rent: Rent): ChangeEvent {
  return { type, data: { rent: toRentData(rent) } };
}

/** Builds an update event with the previous values of the changed fields. */
export function describeRentUpdate(rent: Rent, previous: Partial<RentFacts>): ChangeEvent {
  const before = Object.entries(toRentData({ ...rent, ...previous }));
  const changed = before.filter(([key]) => Object.hasOwn(previous, key));
  const data = { rent: toRentData(rent), previous: Object.fromEntries(changed) };
  return { type: 'rent.updated', data };
}

/** Builds the event for a change of status. */
export function describeStatusChange(rent: Rent, previousStatus: RentStatus): ChangeEvent {
  return { type: 'rent.status_changed', data: { rent: toRentData(rent), previousStatus } };
}

/** Converts the item ids of lines into API ids. */
export function encodeLines(lines: readonly RentLine[]): LineInput[] {
  return lines.map(({ itemId, quantity }) => ({
    itemId: encodeId(IdPrefix.item, itemId),
    quantity,
  }));
}

/** Lists the fields one by one, so that a new column is not sent by accident. */
function toRentData(rent: Rent) {
  return {
    id: encodeId(IdPrefix.rent, rent.id),
    renterId: encodeId(IdPrefix.renter, rent.renterId),
    lines: encodeLines(rent.lines),
    startsAt: rent.startsAt.toISOString(),
    endsAt: rent.endsAt.toISOString(),
    status: rent.status,
    version: rent.version,
    createdAt: rent.createdAt.toISOString(),
    updatedAt: rent.updatedAt.toISOString(),
  };
}
