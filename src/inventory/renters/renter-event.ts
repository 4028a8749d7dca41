import { encodeId, IdPrefix } from '../../kernel/index.ts';
import type { ChangeEvent } from '../publish-changes.ts';
import type { RenterFacts } from './renter-input.ts';
import type { Renter } from './renter.entity.ts';

/** An event whose data is the renter as they are now. */
export function describeRenter(
  type: 'renter.created' | 'renter.deleted',
  renter: Renter,
): ChangeEvent {
  return { type, data: { renter: toRenterData(renter) } };
}

/** An update, with the previous values of what it changed. */
export function describeRenterUpdate(renter: Renter, previous: Partial<RenterFacts>): ChangeEvent {
  return { type: 'renter.updated', data: { renter: toRenterData(renter), previous } };
}

/** Everything is named here, so that a new column is not sent by accident. */
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
