import fc, { type Arbitrary } from 'fast-check';
import type { Call, Inputs, Operation } from './call.ts';
import {
  anyValues,
  validValues,
  itemPlace,
  renterPlace,
  rentPlace,
  type StepValues,
} from './step-values.ts';

/*
 * A step is a call with places instead of ids: `item 0` is the newest item, `item 1` the one before. Steps
 * therefore work in any run, and counterexamples are readable.
 */

/** Relative frequency of each operation. */
const weights: Readonly<Record<Operation, number>> = {
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

const toStatus = fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'RETURNED', 'CANCELLED', 'RESERVED');

/** A step with valid values. */
export const validStep = describeStep(validValues);

/** A step with occasional invalid values. */
export const anyStep = describeStep(anyValues);

function describeStep(values: StepValues): Arbitrary<Call> {
  const inputs = describeInputs(values);
  const operations = Object.keys(weights) as Operation[];
  const steps = operations.map((operation) => ({
    weight: weights[operation],
    arbitrary: fc.record({ operation: fc.constant(operation), input: inputs[operation] }),
  }));
  return fc.oneof(...steps) as Arbitrary<Call>;
}

function describeInputs(values: StepValues): { [Name in Operation]: Arbitrary<Inputs[Name]> } {
  const { name, sku, email, phone, stock, lines, startsAt, endsAt } = values;
  const item = { name, sku, quantityInStock: stock, minimumQuantity: stock };
  const renter = { name, email, phone };
  const rent = { renterId: renterPlace, lines, startsAt, endsAt };
  const ofItem = fc.record({ itemId: itemPlace });
  const ofRenter = fc.record({ renterId: renterPlace });
  const ofRent = fc.record({ rentId: rentPlace });
  return {
    createItem: fc.record(item),
    updateItem: merge(ofItem, fc.record(item, { requiredKeys: [] })),
    deleteItem: ofItem,
    createRenter: fc.record(renter),
    updateRenter: merge(ofRenter, fc.record(renter, { requiredKeys: [] })),
    deleteRenter: ofRenter,
    createRent: fc.record(rent),
    updateRent: merge(ofRent, fc.record(rent, { requiredKeys: [] })),
    changeRentStatus: merge(ofRent, fc.record({ status: toStatus })),
    deleteRent: ofRent,
  };
}

function merge<A extends object, B extends object>(
  first: Arbitrary<A>,
  second: Arbitrary<B>,
): Arbitrary<A & B> {
  return fc.tuple(first, second).map(([a, b]) => ({ ...a, ...b }));
}
