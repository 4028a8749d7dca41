import { typeid } from 'typeid-js';
import { IdPrefix } from '../../kernel/index.ts';
import { beginBookkeeping, revise } from './shop-event.ts';
import type { Bookkeeping, Telling } from './shop-event.ts';

/** Somebody who rents. */
export interface Renter extends Bookkeeping {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
}

/** A new renter, of whom only the e-mail address is known. */
export function* addRenter(name: string): Telling<Renter> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const id = typeid(IdPrefix.renter).toString();
  const renter: Renter = { id, name, email, phone: null, ...beginBookkeeping() };
  yield [{ type: 'renter.created', data: { renter: { ...renter } } }];
  return renter;
}

/** The renter tells us a phone number. */
export function* changePhone(renter: Renter, phone: string): Telling {
  const previous = { phone: renter.phone };
  revise(renter, { phone });
  yield [{ type: 'renter.updated', data: { renter: { ...renter }, previous } }];
}

/** The renter has no rents any more and leaves. */
export function* deleteRenter(renter: Renter): Telling {
  yield [{ type: 'renter.deleted', data: { renter: { ...renter } } }];
}
