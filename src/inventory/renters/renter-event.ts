import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import type { RenterFacts } from './renter-input.ts';
import type { Renter } from './renter.entity.ts';

/** Builds an event whose data is the current renter. */
export function describeRenter(
  type: 'renter.created' | 'renter.deleted',
  renter: Renter,
): ChangeEvent {
  return { type, data: { renter: toRenterData(renter) } };
}

/** Builds an update event with the previous values of the changed fields. */
export function describeRenterUpdate(renter: Renter, previous: Partial<RenterFacts>): ChangeEvent {
  return { type: 'renter.updated', data: { renter: toRenterData(renter), previous } };
}

/** Lists the fields one by one, so that a new column is not sent by accident. */
function toRenterData(renter: Renter) {
  return {
    id: encodeId(IdPrefix.renter, renter.id),
    name: renter.name,
    email: renter.email,
    phone: renter.phone,
    version: renter.version,
    createdAt: renter.createdAt.toISOString(),
    updatedAt: renter.updatedAt.toISOString(),
  };
}
