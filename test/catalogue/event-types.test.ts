import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import {
  familyOf,
  findEventType,
  isEventTypeName,
  isSelected,
  listEventTypes,
  listFamilies,
  wildcard,
  type EventTypeName,
} from '../../src/catalogue/index.ts';

const names: readonly EventTypeName[] = [
  'rent.created',
  'rent.updated',
  'rent.status_changed',
  'rent.deleted',
  'item.created',
  'item.updated',
  'item.deleted',
  'item.low_stock',
  'renter.created',
  'renter.updated',
  'renter.deleted',
];

describe('the catalogue', () => {
  test('contains exactly the eleven event types, each once', () => {
    expect(listEventTypes().map((eventType) => eventType.name)).toEqual(names);
  });

  test('has three families, and each type is in one of them', () => {
    expect(listFamilies()).toEqual(['rent.*', 'item.*', 'renter.*']);
    for (const { name } of listEventTypes()) {
      expect(listFamilies().filter((family) => isSelected(name, [family]))).toEqual([
        familyOf(name),
      ]);
    }
  });

  test('selects a type added later by its family, but not by the names of the present ones', () => {
    expect(isSelected('rent.extended', ['rent.*'])).toBe(true);
    expect(isSelected('rent.extended', ['*'])).toBe(true);
    expect(isSelected('rent.extended', [...names, 'renter.*', 'item.*'])).toBe(false);
  });

  test.each(listEventTypes())('$name has a name of two words and one sentence', (eventType) => {
    expect(eventType.name).toMatch(/^(rent|item|renter)\.[a-z]+(_[a-z]+)?$/);
    expect(eventType.description).toMatch(/^Fires [^\n]+[^.]\.$/);
    expect(eventType.description).not.toMatch(/\. [A-Z]/);
  });

  test.each(listEventTypes())(
    '$name has a schema that ajv compiles in strict mode',
    ({ schema }) => {
      const ajv = new Ajv({ strict: true, strictRequired: true, validateFormats: true });
      formats.default(ajv);
      expect(() => ajv.compile(schema)).not.toThrow();
    },
  );

  test.each(listEventTypes())(
    '$name has a sample that an independent validator accepts',
    (eventType) => {
      const ajv = new Ajv({ strict: true });
      formats.default(ajv);
      expect(ajv.validate(eventType.schema, eventType.sample)).toBe(true);
    },
  );

  test.each(listEventTypes())(
    '$name has a schema in which every object is closed',
    ({ schema }) => {
      const objects = JSON.stringify(schema).match(/"type":"object"/g) ?? [];
      const closed = JSON.stringify(schema).match(/"additionalProperties":false/g) ?? [];
      expect(objects.length).toBeGreaterThanOrEqual(2);
      expect(closed).toHaveLength(objects.length);
    },
  );

  test('has a sample of item.low_stock that is below its minimum', () => {
    const { item } = findEventType('item.low_stock').sample as {
      item: { quantityInStock: number; minimumQuantity: number };
    };
    expect(item.quantityInStock).toBeLessThan(item.minimumQuantity);
  });
});

describe('finding an event type', () => {
  test.each(names)('%s is a valid name and is found', (name) => {
    expect(isEventTypeName(name)).toBe(true);
    expect(findEventType(name).name).toBe(name);
  });

  test.each([wildcard, '', 'rent.Created', ' rent.created', 'rent', '__proto__', 'constructor'])(
    '%j is not a valid name and is not found',
    (name) => {
      expect(isEventTypeName(name)).toBe(false);
      expect(findEventType(name)).toBeUndefined();
    },
  );

  test.each([undefined, null, 1, ['rent.created'], { name: 'rent.created' }])(
    '%j is not text and not a valid name',
    (value) => {
      expect(isEventTypeName(value)).toBe(false);
    },
  );
});
