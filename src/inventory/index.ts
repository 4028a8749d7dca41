export { ItemEntity } from './items/item.entity.ts';
export { itemFinder } from './items/load-item.ts';
export type { InventoryDependencies } from './publish-changes.ts';
export { renterFinder } from './renters/load-renter.ts';
export { RenterEntity } from './renters/renter.entity.ts';
export { rentFinder } from './rents/load-rent.ts';
export { RentEntity } from './rents/rent.entity.ts';
