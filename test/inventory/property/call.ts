import type { ItemChanges, NewItem } from '../../../src/inventory/items/item-input.ts';
import type { NewRenter, RenterChanges } from '../../../src/inventory/renters/renter-input.ts';
import type { RentChanges, RentInput } from '../../../src/inventory/rents/rent-input.ts';
import type { RentStatus } from '../../../src/inventory/rents/rent-status.ts';

/** Input of each function of the inventory. */
export interface Inputs {
  createItem: NewItem;
  updateItem: ItemChanges & { itemId: string };
  deleteItem: { itemId: string };
  createRenter: NewRenter;
  updateRenter: RenterChanges & { renterId: string };
  deleteRenter: { renterId: string };
  createRent: RentInput;
  updateRent: RentChanges & { rentId: string };
  changeRentStatus: { rentId: string; status: RentStatus };
  deleteRent: { rentId: string };
}

/** The name of a function of the inventory. */
export type Operation = keyof Inputs;

/** One call of a function of the inventory, by the name in `operation`. */
export type Call = {
  [Name in Operation]: { operation: Name; input: Inputs[Name] };
}[Operation];

interface InputWithIds {
  itemId?: string;
  renterId?: string;
  rentId?: string;
  lines?: readonly { itemId: string; quantity: number }[];
}

/** Replaces every id of a call with the result of `rename`. */
export function renameIds(call: Call, rename: (id: string) => string): Call {
  const { itemId, renterId, rentId, lines } = call.input as InputWithIds;
  const renamed: InputWithIds = {
    ...(itemId != null && { itemId: rename(itemId) }),
    ...(renterId != null && { renterId: rename(renterId) }),
    ...(rentId != null && { rentId: rename(rentId) }),
    ...(lines != null && {
      lines: lines.map((line) => ({ ...line, itemId: rename(line.itemId) })),
    }),
  };
  return { ...call, input: { ...call.input, ...renamed } } as Call;
}
