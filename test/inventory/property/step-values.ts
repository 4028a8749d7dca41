import fc, { type Arbitrary } from 'fast-check';

/** Values for the fields of a step: few, so that steps collide. */
export interface StepValues {
  name: Arbitrary<string>;
  sku: Arbitrary<string | null>;
  email: Arbitrary<string | null>;
  phone: Arbitrary<string | null>;
  /** Quantity in stock, and minimum quantity. */
  stock: Arbitrary<number>;
  lines: Arbitrary<StepLine[]>;
  startsAt: Arbitrary<Date>;
  endsAt: Arbitrary<Date>;
}

interface StepLine {
  itemId: string;
  quantity: number;
}

const integerMax = 2_147_483_647;

/** The places of items, weighted. */
export const itemPlace = choosePlace('item', 4, 4, 1);
/** The places of renters, weighted. */
export const renterPlace = choosePlace('renter', 6, 1);
/** The places of rents, weighted. */
export const rentPlace = choosePlace('rent', 4, 4, 1);

/** Valid values, except that a rent may end at its start. */
export const validValues: StepValues = {
  name: fc.constantFrom('Drill', 'Saw', 'Lathe'),
  sku: fc.constantFrom(null, 'A-1', 'B-2'),
  email: fc.constantFrom(null, 'ada@example.com', 'bo@example.com'),
  phone: fc.constantFrom(null, '+44 20 7946 0958'),
  stock: mostly(fc.integer({ min: 0, max: 6 }), fc.constant(integerMax)),
  lines: fc.uniqueArray(chooseLine(fc.integer({ min: 1, max: 3 })), {
    ...{ minLength: 1, maxLength: 3 },
    selector: ({ itemId }) => itemId,
  }),
  startsAt: chooseDay(1, 4),
  endsAt: chooseDay(4, 8),
};

const badTexts = ['', ' ', 'x'.repeat(201), 'a\u0000b', '\ud800'];
const badText = fc.constantFrom(...badTexts);
const badNumbers = [-1, 0.5, integerMax + 1, Number.NaN];

/** Values including invalid ones. */
export const anyValues: StepValues = {
  name: mostly(fc.constantFrom('Drill', ' Drill ', 'x'.repeat(200)), badText),
  sku: mostly(validValues.sku, badText),
  email: mostly(validValues.email, fc.constantFrom('nobody', ...badTexts)),
  phone: mostly(validValues.phone, badText),
  stock: mostly(validValues.stock, fc.constantFrom(...badNumbers)),
  lines: mostly(
    validValues.lines,
    fc.array(chooseLine(fc.constantFrom(1, 0, integerMax, ...badNumbers)), { maxLength: 3 }),
  ),
  startsAt: mostly(validValues.startsAt, chooseDay(8, 9)),
  endsAt: validValues.endsAt,
};

function mostly<T>(usual: Arbitrary<T>, rare: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ weight: 14, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

function choosePlace(noun: string, ...weights: readonly number[]): Arbitrary<string> {
  const places = weights.flatMap((weight, place) =>
    Array.from({ length: weight }, () => `${noun} ${place}`),
  );
  return fc.constantFrom(...places);
}

function chooseLine(quantity: Arbitrary<number>): Arbitrary<StepLine> {
  return fc.record({ itemId: itemPlace, quantity });
}

function chooseDay(first: number, last: number): Arbitrary<Date> {
  return fc.integer({ min: first, max: last }).map((day) => new Date(Date.UTC(2026, 11, day)));
}
