import {
  ChangeRentStatus,
  CreateItem,
  CreateRent,
  CreateRenter,
  DeleteItem,
  DeleteRent,
  DeleteRenter,
  GetItem,
  GetRent,
  GetRenter,
  ListItems,
  ListRenters,
  ListRents,
  UpdateItem,
  UpdateRent,
  UpdateRenter,
} from '../../../kit/inventory-documents.ts';
import { createOperation } from '../operation.ts';
import type { OwnedIds, RootFieldRow, RootFieldRows } from './root-field-row.ts';

const period = { startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' };

/** The fields of items, renters and rents. */
export const inventoryRootFields: RootFieldRows = {
  'Query.item': read(({ itemId }) => createOperation(GetItem, { id: itemId })),
  'Query.items': read(() => createOperation(ListItems, { first: 1 })),
  'Query.renter': read(({ renterId }) => createOperation(GetRenter, { id: renterId })),
  'Query.renters': read(() => createOperation(ListRenters, { first: 1 })),
  'Query.rent': read(({ rentId }) => createOperation(GetRent, { id: rentId })),
  'Query.rents': read(() => createOperation(ListRents, { first: 1 })),
  'Mutation.createItem': write(() =>
    createOperation(CreateItem, { input: { name: 'new', quantityInStock: 1, minimumQuantity: 0 } }),
  ),
  'Mutation.updateItem': write(({ itemId }) =>
    createOperation(UpdateItem, { input: { itemId, name: 'changed' } }),
  ),
  'Mutation.deleteItem': write(({ itemId }) => createOperation(DeleteItem, { input: { itemId } })),
  'Mutation.createRenter': write(() => createOperation(CreateRenter, { input: { name: 'new' } })),
  'Mutation.updateRenter': write(({ renterId }) =>
    createOperation(UpdateRenter, { input: { renterId, name: 'changed' } }),
  ),
  'Mutation.deleteRenter': write(({ renterId }) =>
    createOperation(DeleteRenter, { input: { renterId } }),
  ),
  'Mutation.createRent': write((ids) =>
    createOperation(CreateRent, { input: { ...refer(ids), ...period } }),
  ),
  'Mutation.updateRent': write(({ rentId, ...ids }) =>
    createOperation(UpdateRent, { input: { rentId, ...refer(ids) } }),
  ),
  'Mutation.changeRentStatus': write(({ rentId }) =>
    createOperation(ChangeRentStatus, { input: { rentId, status: 'ACTIVE' } }),
  ),
  'Mutation.deleteRent': write(({ rentId }) => createOperation(DeleteRent, { input: { rentId } })),
};

function read(ask: RootFieldRow['ask']): RootFieldRow {
  return { scope: 'inventory:read', ask };
}

function write(ask: RootFieldRow['ask']): RootFieldRow {
  return { scope: 'inventory:write', ask };
}

/** Ids a rent refers to. */
function refer({ renterId, itemId }: Pick<OwnedIds, 'renterId' | 'itemId'>) {
  return { renterId, lines: [{ itemId, quantity: 1 }] };
}
