import { describe, expect, test } from '@jest/globals';
import {
  createEventValidator,
  findEventType,
  listEventTypes,
  type EventTypeName,
} from '../../src/catalogue/index.ts';

const { validateEventData } = createEventValidator();

type Tree = { [key: string]: Tree };

/** The sample of an event type with the value at this path replaced. */
function changeSample(name: EventTypeName, path: string, value: unknown): unknown {
  const data = structuredClone(findEventType(name).sample);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((tree, key) => tree[key] as Tree, data as Tree);
  Object.defineProperty(parent, last, { value, enumerable: true, configurable: true });
  return data;
}

describe('validateEventData', () => {
  test.each(listEventTypes())('accepts the sample of $name', ({ name, sample }) => {
    expect(validateEventData(name as EventTypeName, sample)).toEqual([]);
  });

  test.each<[EventTypeName, string, unknown, string]>([
    ['item.created', 'item.name', '', 'must not be empty'],
    ['item.created', 'item.name', 'x'.repeat(201), 'must have at most 200 characters'],
    ['item.created', 'item.name', 7, 'must be a text'],
    ['item.created', 'item.name', undefined, 'must be a JSON value'],
    ['item.created', 'item.sku', 7, 'must be a text or null'],
    ['item.created', 'item.quantityInStock', -1, 'must be at least 0'],
    ['item.created', 'item.quantityInStock', 1.5, 'must be a whole number'],
    ['item.created', 'item.quantityInStock', '3', 'must be a whole number'],
    ['item.created', 'item.quantityInStock', 2 ** 31, 'must be at most 2147483647'],
    ['item.created', 'item.version', 0, 'must be at least 1'],
    [
      'item.created',
      'item.id',
      'rnt_01jhmr6k20ek1sywd84wxnv5px',
      'must be the id of an item: itm_ and 26 characters',
    ],
    [
      'item.created',
      'item.createdAt',
      '2025-02-30T08:00:00Z',
      'must be an RFC 3339 instant in UTC, with or without a fraction, such as 2025-01-15T10:30:00.250Z',
    ],
    [
      'item.created',
      'item.createdAt',
      '2025-01-15T10:30:00+01:00',
      'must be an RFC 3339 instant in UTC, with or without a fraction, such as 2025-01-15T10:30:00.250Z',
    ],
    ['item.created', 'item.createdAt', new Date(0), 'must be a JSON value'],
    ['item.created', 'item.colour', 'red', 'is not a known property'],
    ['item.created', 'item.a/b~c', 'red', 'is not a known property'],
    ['item.created', 'item.__proto__', { name: 'x' }, 'is not a known property'],
    ['item.created', 'item', [], 'must be an object'],
    ['item.updated', 'previous', {}, 'must name at least one change'],
    ['item.updated', 'previous.version', 1, 'is not a known property'],
    ['renter.created', 'renter.email', 'ada', 'must be an e-mail address'],
    ['rent.created', 'rent.lines', [], 'must have at least one entry'],
    ['rent.created', 'rent.lines', {}, 'must be a list'],
    ['rent.created', 'rent.lines.1.quantity', 0, 'must be at least 1'],
    ['rent.created', 'rent.status', 'LOST', 'must be one of RESERVED, ACTIVE, RETURNED, CANCELLED'],
    ['rent.status_changed', 'previousStatus', 'RETURNED', 'must be one of RESERVED, ACTIVE'],
    ['rent.deleted', 'rent.status', 'ACTIVE', 'must be one of RESERVED, RETURNED, CANCELLED'],
  ])('refuses in %s at %s the value %j', (name, path, value, message) => {
    expect(validateEventData(name, changeSample(name, path, value))).toEqual([{ path, message }]);
  });

  test.each([null, 'text', 1, true, []])('refuses %j as data', (data) => {
    expect(validateEventData('item.created', data)).toEqual([
      { path: '', message: 'must be an object' },
    ]);
  });

  test.each<[EventTypeName, string, unknown]>([
    ['item.created', 'item.sku', null],
    ['item.created', 'item.name', '\u{1F6B2}'.repeat(200)],
    ['item.created', 'item.createdAt', '2025-01-15T10:30:00.123Z'],
    ['item.created', 'item.quantityInStock', 2_147_483_647],
    ['item.updated', 'previous', { sku: null, minimumQuantity: 4 }],
    [
      'rent.updated',
      'previous',
      { lines: [{ itemId: 'itm_01jgxa1f00exbvtg6awhxs3mk2', quantity: 1 }] },
    ],
  ])('accepts in %s at %s the value %j', (name, path, value) => {
    expect(validateEventData(name, changeSample(name, path, value))).toEqual([]);
  });

  test('returns every error, one per path', () => {
    const data = {
      item: { ...(findEventType('item.created').sample.item as object), sku: 1, id: '' },
    };
    const errors = validateEventData('item.created', { ...data, note: 'x' });
    expect(errors.map((error) => error.path).sort()).toEqual(['item.id', 'item.sku', 'note']);
  });

  test('does not treat an inherited property as an own one', () => {
    const data = Object.create(Object.create(null, { item: { value: {} } }) as object) as object;
    expect(validateEventData('item.created', data)).toEqual([
      { path: 'item', message: 'is required' },
    ]);
  });
});

describe('validateEventData with hostile data', () => {
  test('returns at most ten errors', () => {
    const keys = Array.from({ length: 5_000 }, (_, index) => [`key${index}`, index]);
    expect(validateEventData('item.created', Object.fromEntries(keys))).toHaveLength(10);
  });

  test('refuses 100,000 levels at the first one that is too deep', () => {
    const data: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
    const [error, ...others] = validateEventData('item.created', data);
    expect(error?.message).toBe('is nested too deeply');
    expect(others).toEqual([]);
  });

  test('refuses a circular structure', () => {
    const data: { item?: unknown } = {};
    data.item = data;
    expect(validateEventData('item.created', data)[0]?.message).toBe('is nested too deeply');
  });

  test('refuses a million entries', () => {
    const data = changeSample('rent.created', 'rent.lines', new Array(1_000_000).fill(0));
    expect(validateEventData('rent.created', data)).toEqual([
      { path: '', message: 'has more than 10000 values' },
    ]);
  });

  test('refuses a sparse array of length 2^32 - 1', () => {
    const data = changeSample('rent.created', 'rent.lines', new Array(2 ** 32 - 1));
    expect(validateEventData('rent.created', data)[0]?.path).toBe('rent.lines.0');
  });

  test('accepts a rent with 100 lines and 100 previous lines, and refuses 101', () => {
    const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
    const lines = new Array<object>(100).fill(rent.lines[0] ?? {});
    const data = { rent: { ...rent, lines }, previous: { lines } };
    expect(validateEventData('rent.updated', data)).toEqual([]);
    const longer = { rent, previous: { lines: [...lines, rent.lines[0]] } };
    expect(validateEventData('rent.updated', longer)).toEqual([
      { path: 'previous.lines', message: 'must have at most 100 entries' },
    ]);
  });

  test('shortens a path with a huge key', () => {
    const [error] = validateEventData('item.created', {
      ...findEventType('item.created').sample,
      ['k'.repeat(200_000)]: 1,
    });
    expect(error).toEqual({ path: `${'k'.repeat(200)}…`, message: 'is not a known property' });
  });

  test('never repeats the value in a message', () => {
    const data = changeSample('rent.created', 'rent.status', 'hunter2');
    expect(JSON.stringify(validateEventData('rent.created', data))).not.toContain('hunter2');
  });
});
