import { addItem, deleteItem, restock } from './items.ts';
import type { Item, NewItem } from './items.ts';
import { addRenter, changePhone, deleteRenter } from './renters.ts';
import { cancel, deleteRent, extend, handOut, reserve, takeBack } from './rents.ts';
import type { Telling } from './shop-event.ts';

const drill: NewItem = {
  name: 'Cordless drill 18 V',
  sku: 'DRILL-18V',
  quantityInStock: 6,
  minimumQuantity: 2,
};

/** What the shop tries out, one after another, for one round each. */
const seasonal: readonly NewItem[] = [
  { name: 'Party tent 6 m', sku: 'TENT-6M', quantityInStock: 4, minimumQuantity: 1 },
  { name: 'Patio heater', sku: 'HEAT-12', quantityInStock: 8, minimumQuantity: 2 },
  { name: 'Leaf blower', sku: null, quantityInStock: 3, minimumQuantity: 1 },
  { name: 'Cargo bike', sku: 'BIKE-C1', quantityInStock: 5, minimumQuantity: 1 },
];

const renters = [
  ...['Ada Brown', 'Milan Novak', 'Grace Okafor', 'Ines Duarte', 'Tomas Berg', 'Yuki Tanaka'],
  ...['Noor Haddad', 'Sean Kelly', 'Lea Fischer', 'Omar Reyes'],
];

/**
 * The days of a small rental shop, without end: renters come and go, pieces leave and come back, and
 * now and then one runs low. Each step is one change with its events. A round has every event type;
 * when it is over all pieces are back, so the shop never fills up.
 */
export function* tellStory(): Telling<never> {
  const item = yield* addItem(drill);
  for (let round = 0; ; round += 1) yield* tellRound(item, round);
}

function* tellRound(drills: Item, round: number): Telling {
  const regular = yield* addRenter(nameOf(2 * round));
  const small = yield* reserve(regular, [{ item: drills, quantity: 1 + (round % 3) }], 2);
  yield* handOut(small);
  const season = yield* addItem(seasonal[round % seasonal.length] ?? drill);
  const newcomer = yield* addRenter(nameOf(2 * round + 1));
  const lines = [
    { item: drills, quantity: drills.quantityInStock - drills.minimumQuantity + 1 }, // runs low
    { item: season, quantity: 1 },
  ];
  const large = yield* reserve(newcomer, lines, 5);
  yield* changePhone(newcomer, `+44 20 7946 0${String(100 + (round % 900))}`);
  yield* handOut(large);
  yield* extend(large, 2);
  yield* takeBack(small);
  yield* restock(season, 2);
  const regretted = yield* reserve(regular, [{ item: season, quantity: 2 }], 1);
  yield* cancel(regretted);
  yield* takeBack(large);
  for (const rent of [small, regretted, large]) yield* deleteRent(rent);
  yield* deleteItem(season);
  for (const renter of [regular, newcomer]) yield* deleteRenter(renter);
}

function nameOf(index: number): string {
  return renters[index % renters.length] ?? '';
}
