import { change, read, type TenancyRows } from './tenancy-row.ts';

const noItem = { item: null };
const noRenter = { renter: null };
const noRent = { rent: null };
const nothingDeleted = { deletedId: null };

/** The places of items, renters and rents. */
export const inventoryIdPlaces: TenancyRows = {
  'Query.item(id)': read('itemId', 'Query.item'),
  'Query.renter(id)': read('renterId', 'Query.renter'),
  'Query.rent(id)': read('rentId', 'Query.rent'),
  'Mutation.updateItem(input.itemId)': change('itemId', 'updateItem', noItem),
  'Mutation.deleteItem(input.itemId)': change('itemId', 'deleteItem', nothingDeleted),
  'Mutation.updateRenter(input.renterId)': change('renterId', 'updateRenter', noRenter),
  'Mutation.deleteRenter(input.renterId)': change('renterId', 'deleteRenter', nothingDeleted),
  'Mutation.createRent(input.renterId)': change('renterId', 'createRent', noRent),
  'Mutation.createRent(input.lines.*.itemId)': change(
    'itemId',
    'createRent',
    noRent,
    'lines.0.itemId',
  ),
  'Mutation.updateRent(input.rentId)': change('rentId', 'updateRent', noRent),
  'Mutation.updateRent(input.renterId)': change('renterId', 'updateRent', noRent),
  'Mutation.updateRent(input.lines.*.itemId)': change(
    'itemId',
    'updateRent',
    noRent,
    'lines.0.itemId',
  ),
  'Mutation.changeRentStatus(input.rentId)': change('rentId', 'changeRentStatus', noRent),
  'Mutation.deleteRent(input.rentId)': change('rentId', 'deleteRent', nothingDeleted),
};
