import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  createEventValidator,
  listEventTypes,
  type EventTypeName,
} from '../../src/catalogue/index.ts';

const { validateEventData } = createEventValidator();
const eventTypes = fc.constantFrom(...listEventTypes());

type Node = Record<string, unknown>;

/** Paths of all values inside `value`, including list indexes. */
function listPaths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const childPath = [...path, key];
    return [childPath, ...listPaths(child, childPath)];
  });
}

/** Paths of the properties in `value` that the schema requires. */
function listRequiredPaths(sample: unknown): (readonly string[])[] {
  // Everything in a sample is required except the fields of `previous` and the entries of lists.
  return listPaths(sample).filter(
    (path) => !(path[0] === 'previous' && path.length > 1) && !/^\d+$/.test(path.at(-1) ?? ''),
  );
}

function findParent(data: unknown, path: readonly string[]): Node {
  return path.slice(0, -1).reduce((node, key) => node[key] as Node, data as Node);
}

/** Any value, including non-JSON values and keys such as __proto__. */
const anything = fc.anything({
  maxDepth: 5,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withTypedArray: true,
});

describe('validateEventData', () => {
  test('never throws and returns at most ten errors, whatever the data', () => {
    fc.assert(
      fc.property(eventTypes, fc.oneof(anything, fc.jsonValue()), ({ name }, data) => {
        const errors = validateEventData(name as EventTypeName, data);
        expect(errors.length).toBeLessThanOrEqual(10);
        // Random data is never a complete item, renter or rent.
        expect(errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('never throws when any value of a sample is replaced by anything', () => {
    fc.assert(
      fc.property(eventTypes, fc.nat(), anything, ({ name, sample }, index, value) => {
        const data = structuredClone(sample) as Node;
        const paths = listPaths(data);
        const path = paths[index % paths.length] ?? [];
        findParent(data, path)[path.at(-1) ?? ''] = value;
        for (const error of validateEventData(name as EventTypeName, data)) {
          expect(error.path.split('.')[0]).toBe(path[0]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(listEventTypes())(
    'refuses the sample of $name without any one required property',
    (eventType) => {
      const required = listRequiredPaths(eventType.sample);
      expect(required.length).toBeGreaterThanOrEqual(8);
      for (const path of required) {
        const data = structuredClone(eventType.sample);
        Reflect.deleteProperty(findParent(data, path), path.at(-1) ?? '');
        expect(validateEventData(eventType.name as EventTypeName, data)).toEqual([
          { path: path.join('.'), message: 'is required' },
        ]);
      }
    },
  );

  test('refuses a sample with an additional property in any of its objects, with its path', () => {
    fc.assert(
      fc.property(
        eventTypes,
        fc.nat(),
        fc.jsonValue({ maxDepth: 2 }),
        ({ name, sample }, index, value) => {
          const data = structuredClone(sample) as Node;
          const paths = listPaths(data).filter((path) => !/^\d+$/.test(path.at(-1) ?? ''));
          const path = paths[index % paths.length] ?? [];
          findParent(data, path).typo = value;
          expect(validateEventData(name as EventTypeName, data)).toEqual([
            { path: [...path.slice(0, -1), 'typo'].join('.'), message: 'is not a known property' },
          ]);
        },
      ),
    );
  });

  test('gives the same result for data that went through JSON', () => {
    fc.assert(
      fc.property(eventTypes, fc.jsonValue(), ({ name }, data) => {
        const copy: unknown = JSON.parse(JSON.stringify(data));
        expect(validateEventData(name as EventTypeName, copy)).toEqual(
          validateEventData(name as EventTypeName, data),
        );
      }),
    );
  });
});
