import type { NewItem, Shop } from './shop.ts';

/** The renters of one round, and the item the shop tries out. */
export interface Round {
  trial: NewItem;
  regular: string;
  newcomer: string;
}

/** Played one after another, endlessly. */
export const rounds: readonly Round[] = [
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

/** Plays round after round in a small rental shop, until the shop rejects a change. */
export async function playScenario(shop: Shop): Promise<never> {
  const drills = await openShop(shop);
  for (;;) for (const round of rounds) await playRound(shop, drills, round);
}

/** Adds the shop's permanent stock: six drills. @returns their item id. */
export async function openShop(shop: Shop): Promise<string> {
  const sku = 'DRILL-18V';
  const name = 'Cordless drill 18 V';
  return shop.addItem({ name, sku, quantityInStock: 6, minimumQuantity: 2 });
}

/**
 * Plays one round with every event type: renters are added and deleted, pieces leave and come back, and
 * the drills run low once. Everything else is removed again, so the shop never fills up.
 */
export async function playRound(
  shop: Shop,
  drills: string,
  { trial, regular, newcomer }: Round,
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
