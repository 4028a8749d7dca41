import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryFilter } from '../../src/deliveries/delivery-filter.type.ts';
import { DeliveryStatus, ResponseStatusClass } from '../../src/deliveries/delivery-status.ts';
import { findContradiction } from '../../src/deliveries/find-contradiction.ts';
import { errorCodes } from '../../src/deliveries/index.ts';
import { toCriteria } from '../../src/deliveries/read-criteria.ts';
import { isPossible } from './possible-states.ts';

const find = (filter: DeliveryFilter) => findContradiction(toCriteria(filter));
const some = <Value>(values: readonly Value[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));
const responseStatuses = fc.oneof(
  fc.integer({ min: 200, max: 999 }),
  fc.constantFrom(200, 404, 503, 600),
);
const filters = fc.record({
  statuses: some(Object.values(DeliveryStatus)),
  errorCodes: some(errorCodes),
  responseStatusClasses: some(Object.values(ResponseStatusClass)),
  responseStatus: fc.option(responseStatuses),
});

test('a filter contradicts itself exactly when no delivery that the log can have matches', () => {
  const property = fc.property(filters, (filter) => {
    expect(find(filter) === null).toBe(isPossible(filter));
  });
  fc.assert(property, { numRuns: 3_000 });
});

test('the two fields that are named contradict each other, whatever the others are', () => {
  const property = fc.property(filters, (filter) => {
    const found = find(filter);
    fc.pre(found !== null);
    const named = Object.fromEntries(found.fields.map((name) => [name, filter[name]]));
    expect(Object.values(named)).not.toContain(null);
    expect(find(named)).toEqual(found);
  });
  fc.assert(property, { numRuns: 300 });
});
