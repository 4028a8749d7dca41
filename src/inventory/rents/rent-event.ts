import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import type { LineInput } from './rent-input.ts';
import type { RentStatus } from './rent-status.ts';
import type { Rent, RentLine } from './rent.entity.ts';

/** The facts of a rent that an update can change. */
export type RentFacts = Pick<Rent, 'renterId' | 'lines' | 'startsAt' | 'endsAt'>;

/** An event whose data is the rent as it is now. */
export function describeRent(type: 'rent.created' | 'rent.deleted', rent: Rent): ChangeEvent {
  return { type, data: { rent: toRentData(rent) } };
}

/** An update, with the previous values of what it changed. */
export function describeRentUpdate(rent: Rent, previous: Partial<RentFacts>): ChangeEvent {
  const before = Object.entries(toRentData({ ...rent, ...previous }));
  const changed = before.filter(([key]) => Object.hasOwn(previous, key));
  const data = { rent: toRentData(rent), previous: Object.fromEntries(changed) };
  return { type: 'rent.updated', data };
}

/** A change of status. */
export function describeStatusChange(rent: Rent, previousStatus: RentStatus): ChangeEvent {
  return { type: 'rent.status_changed', data: { rent: toRentData(rent), previousStatus } };
}

/** Lines as the API and the events name their items. */
export function encodeLines(lines: readonly RentLine[]): LineInput[] {
  return lines.map(({ itemId, quantity }) => ({
    itemId: encodeId(IdPrefix.item, itemId),
    quantity,
  }));
}

/** Everything is named here, so that a new column is not sent by accident. */
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
