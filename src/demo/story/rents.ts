import { typeid } from 'typeid-js';
import { IdPrefix } from '../../kernel/index.ts';
import { moveStock } from './items.ts';
import type { Item } from './items.ts';
import type { Renter } from './renters.ts';
import { beginBookkeeping, revise, toInstant } from './shop-event.ts';
import type { Bookkeeping, ShopEvent, Telling } from './shop-event.ts';

/** So many pieces of one item. */
export interface RentLine {
  item: Item;
  quantity: number;
}

/** Pieces in the hands of a renter, or promised to one. */
export interface Rent extends Bookkeeping {
  id: string;
  renter: Renter;
  lines: readonly RentLine[];
  startsAt: string;
  endsAt: string;
  status: 'RESERVED' | 'ACTIVE' | 'RETURNED' | 'CANCELLED';
}

const dayMs = 86_400_000;

/** The renter reserves pieces for so many days, from an hour from now. */
export function* reserve(renter: Renter, lines: RentLine[], days: number): Telling<Rent> {
  const startMs = Date.now() + 3_600_000;
  const rent: Rent = {
    id: typeid(IdPrefix.rent).toString(),
    renter,
    lines,
    startsAt: toInstant(new Date(startMs)),
    endsAt: toInstant(new Date(startMs + days * dayMs)),
    status: 'RESERVED',
    ...beginBookkeeping(),
  };
  yield [{ type: 'rent.created', data: { rent: describeRent(rent) } }];
  return rent;
}

/** The renter wants to keep the pieces for longer. */
export function* extend(rent: Rent, days: number): Telling {
  const previous = { endsAt: rent.endsAt };
  revise(rent, { endsAt: toInstant(new Date(Date.parse(rent.endsAt) + days * dayMs)) });
  yield [{ type: 'rent.updated', data: { rent: describeRent(rent), previous } }];
}

/** The pieces leave the shop; what runs low by it is told in the same step. */
export function* handOut(rent: Rent): Telling {
  yield [changeStatus(rent, 'ACTIVE'), ...moveLines(rent, -1)];
}

/** The pieces come back. */
export function* takeBack(rent: Rent): Telling {
  yield [changeStatus(rent, 'RETURNED'), ...moveLines(rent, 1)];
}

/** The renter changes their mind before anything has left the shop. */
export function* cancel(rent: Rent): Telling {
  yield [changeStatus(rent, 'CANCELLED')];
}

/** The rent is over and filed away. */
export function* deleteRent(rent: Rent): Telling {
  yield [{ type: 'rent.deleted', data: { rent: describeRent(rent) } }];
}

function changeStatus(rent: Rent, status: Rent['status']): ShopEvent {
  const previousStatus = rent.status;
  revise(rent, { status });
  return { type: 'rent.status_changed', data: { rent: describeRent(rent), previousStatus } };
}

function moveLines({ lines }: Rent, direction: 1 | -1): ShopEvent[] {
  return lines.flatMap(({ item, quantity }) => moveStock(item, direction * quantity));
}

/** A rent in an event names its renter and its items by their ids. */
function describeRent({ renter, lines, ...rest }: Rent): Record<string, unknown> {
  return {
    ...rest,
    renterId: renter.id,
    lines: lines.map(({ item, quantity }) => ({ itemId: item.id, quantity })),
  };
}
