import type { NewItem, Shop } from './shop.ts';

/** Who comes to the shop in one round, and what the shop tries out meanwhile. */
export interface Season {
  trial: NewItem;
  regular: string;
  newcomer: string;
}

/** The seasons, which come round for ever. */
export const seasons: readonly Season[] = [
  {
    trial: { name: 'Party tent 6 m', sku: 'TENT-6M', quantityInStock: 4, minimumQuantity: 1 },
    regular: 'City Theatre',
    newcomer: 'Harbour Festival',
  },
  {
    trial: { name: 'Patio heater', sku: 'HEAT-12', quantityInStock: 8, minimumQuantity: 2 },
    regular: 'Corner Bakery',
    newcomer: 'Winter Market',
  },
  {
    trial: { name: 'Leaf blower', quantityInStock: 3, minimumQuantity: 1 },
    regular: 'Garden Club',
    newcomer: 'Park School',
  },
  {
    trial: { name: 'Cargo bike', sku: 'BIKE-C1', quantityInStock: 5, minimumQuantity: 1 },
    regular: 'Book Shop',
    newcomer: 'Flower Stall',
  },
];

/** The days of a small rental shop, season after season. Goes on until the shop rejects a change. */
export async function tellStory(shop: Shop): Promise<never> {
  const drills = await openShop(shop);
  for (;;) for (const season of seasons) await tellSeason(shop, drills, season);
}

/** The shop gets what it always has. @returns the id of the drills, of which there are six. */
export async function openShop(shop: Shop): Promise<string> {
  const sku = 'DRILL-18V';
  const name = 'Cordless drill 18 V';
  return shop.addItem({ name, sku, quantityInStock: 6, minimumQuantity: 2 });
}

/**
 * One round, with every event type: renters come and go, pieces leave and come back, and once the
 * drills run low. When it is over the shop is as it was before, so it never fills up.
 */
export async function tellSeason(
  shop: Shop,
  drills: string,
  { trial, regular, newcomer }: Season,
): Promise<void> {
  const regularId = await shop.addRenter(regular);
  const small = await shop.reserve(regularId, [{ itemId: drills, quantity: 2 }], inDays(2));
  await shop.handOut(small);

  const tried = await shop.addItem(trial);
  await shop.restock(tried, trial.quantityInStock + 2);
  const newcomerId = await shop.addRenter(newcomer);
  const lines = [
    { itemId: drills, quantity: 3 }, // one is left: low stock
    { itemId: tried, quantity: 1 },
  ];
  const large = await shop.reserve(newcomerId, lines, inDays(5));
  await shop.handOut(large);
  await shop.changePhone(newcomerId, '+44 20 7946 0123');
  await shop.extend(large, inDays(7));
  await shop.takeBack(small);

  const regretted = await shop.reserve(regularId, [{ itemId: tried, quantity: 2 }], inDays(1));
  await shop.cancel(regretted);
  await shop.takeBack(large);

  for (const rent of [small, regretted, large]) await shop.deleteRent(rent);
  await shop.deleteItem(tried);
  for (const renter of [regularId, newcomerId]) await shop.deleteRenter(renter);
}

const dayMs = 86_400_000;

function inDays(days: number): Date {
  return new Date(Date.now() + days * dayMs);
}
