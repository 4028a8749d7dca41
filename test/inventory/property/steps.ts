import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Call, Inputs, Operation } from './call.ts';

/*
 * A step is a call whose ids are places: `item 0` is the newest item, `item 1` the one before. So a
 * counterexample can be read, and steps fit any run.
 */

const itemId = fc.constantFrom(...places('item', 4, 4, 1));
const renterId = fc.constantFrom(...places('renter', 6, 1));
const rentId = fc.constantFrom(...places('rent', 4, 4, 1));
/** Mostly in time; a rent that ends when it starts is refused. */
const startsAt = fc.integer({ min: 1, max: 4 }).map(toInstant);
const endsAt = fc.integer({ min: 4, max: 8 }).map(toInstant);
const integerMax = 2_147_483_647;

/** Values of the fields; mostly few and small, so that steps collide. */
interface Values {
  name: Arbitrary<string>;
  sku: Arbitrary<string | null>;
  email: Arbitrary<string | null>;
  phone: Arbitrary<string | null>;
  /** Pieces in stock, or their minimum. */
  stock: Arbitrary<number>;
  /** Pieces of a line. */
  pieces: Arbitrary<number>;
  /** Whether a rent may have no lines, or two of the same item. */
  hasOddLines: boolean;
}

/** What an honest client sends. */
const goodValues: Values = {
  name: fc.constantFrom('Drill', 'Saw', 'Lathe'),
  sku: fc.constantFrom(null, 'A-1', 'B-2'),
  email: fc.constantFrom(null, 'ada@example.com', 'bo@example.com'),
  phone: fc.constantFrom(null, '+44 20 7946 0958'),
  stock: mostly(fc.integer({ min: 0, max: 6 }), fc.constant(integerMax)),
  pieces: fc.integer({ min: 1, max: 3 }),
  hasOddLines: false,
};

const badTexts = ['', ' ', 'x'.repeat(201), 'a\u0000b', '\ud800'];
const badNumbers = [-1, 0.5, integerMax + 1, Number.NaN];

/** What anybody may send. */
const anyValues: Values = {
  name: mostly(fc.constantFrom('Drill', ' Drill ', 'x'.repeat(200)), fc.constantFrom(...badTexts)),
  sku: mostly(goodValues.sku, fc.constantFrom(...badTexts)),
  email: mostly(goodValues.email, fc.constantFrom('nobody', ...badTexts)),
  phone: mostly(goodValues.phone, fc.constantFrom(...badTexts)),
  stock: mostly(goodValues.stock, fc.constantFrom(...badNumbers)),
  pieces: mostly(goodValues.pieces, fc.constantFrom(0, integerMax, ...badNumbers)),
  hasOddLines: true,
};

/** Place 0, place 1 and so on, so many times each: so often it comes. */
function places(noun: string, ...times: readonly number[]): string[] {
  return times.flatMap((count, place) => Array.from({ length: count }, () => `${noun} ${place}`));
}

function toInstant(day: number): Date {
  return new Date(Date.UTC(2026, 11, day));
}

function mostly<T>(usual: Arbitrary<T>, rare: Arbitrary<T>): Arbitrary<T> {
  return fc.oneof({ weight: 14, arbitrary: usual }, { weight: 1, arbitrary: rare });
}

/** Some of the fields, or none. */
function some<T>(model: { [Key in keyof T]: Arbitrary<T[Key]> }): Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys: [] }) as Arbitrary<Partial<T>>;
}

/** The input of each operation. */
function describeInputs(values: Values): { [Name in Operation]: Arbitrary<Inputs[Name]> } {
  const { name, sku, email, phone, stock, pieces, hasOddLines } = values;
  const item = { name, sku, quantityInStock: stock, minimumQuantity: stock };
  const renter = { name, email, phone };
  const line = fc.record({ itemId, quantity: pieces });
  const lines = hasOddLines
    ? mostly(listLines(line), fc.array(line, { maxLength: 3 }))
    : listLines(line);
  const rent = { renterId, lines, startsAt, endsAt };
  return {
    createItem: fc.record(item),
    updateItem: fc.tuple(some(item), fc.record({ itemId })).map(merge),
    deleteItem: fc.record({ itemId }),
    createRenter: fc.record(renter),
    updateRenter: fc.tuple(some(renter), fc.record({ renterId })).map(merge),
    deleteRenter: fc.record({ renterId }),
    createRent: fc.record(rent),
    updateRent: fc.tuple(some(rent), fc.record({ rentId })).map(merge),
    changeRentStatus: fc.record({ rentId, status: toStatus }),
    deleteRent: fc.record({ rentId }),
  };
}

/** Each item once, unless two places lead to the same. */
function listLines<Line extends { itemId: string }>(line: Arbitrary<Line>): Arbitrary<Line[]> {
  return fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: ({ itemId }) => itemId });
}

const toStatus = fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'RETURNED', 'CANCELLED', 'RESERVED');

function merge<A extends object, B extends object>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}

/** How often each operation comes, in proportion. */
const weights: Record<Operation, number> = {
  createItem: 1,
  updateItem: 6,
  deleteItem: 1,
  createRenter: 1,
  updateRenter: 3,
  deleteRenter: 1,
  createRent: 5,
  updateRent: 4,
  changeRentStatus: 10,
  deleteRent: 1,
};

function describeStep(values: Values): Arbitrary<Call> {
  const inputs = describeInputs(values);
  const operations = Object.keys(weights) as Operation[];
  return fc.oneof(
    ...operations.map((operation) => ({
      weight: weights[operation],
      arbitrary: fc.record({ operation: fc.constant(operation), input: inputs[operation] }),
    })),
  ) as Arbitrary<Call>;
}

/** A step of an honest client. A rent may still end when it starts. */
export const honestStep = describeStep(goodValues);

/** A step of anybody, with bad values now and then. */
export const anyStep = describeStep(anyValues);
