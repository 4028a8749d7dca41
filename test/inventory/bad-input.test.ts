import { describe, expect, test } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { readTables } from '../e2e/kit/read-tables.ts';
import { createCustomer } from '../kit/customer.ts';
import type {
  CreateItemInput,
  CreateRenterInput,
  CreateRentInput,
  RentStatus,
} from '../kit/graphql/graphql.ts';
import {
  ChangeRentStatus,
  CreateItem,
  CreateRent,
  CreateRenter,
  DeleteItem,
  DeleteRent,
  DeleteRenter,
  UpdateItem,
  UpdateRent,
  UpdateRenter,
} from '../kit/inventory-documents.ts';
import { createShop } from '../kit/shop.ts';
import { useInventoryFixture, type ShownError } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

const integerMax = 2_147_483_647;

/** Lists `CODE field` for each error, in order. */
function list(errorLog: readonly ShownError[]): string[] {
  return errorLog.map(({ code, field }) => `${code} ${field ?? '-'}`);
}

/** Invalid texts: a description, and the text for a field with this maximum length. */
const badTexts: [string, (charactersMax: number) => string][] = [
  ['nothing', () => ''],
  ['blanks', () => ' \u00a0 '],
  ['a character too many', (charactersMax) => 'é'.repeat(charactersMax + 1)],
  ['an emoji too many', (charactersMax) => '🚲'.repeat(charactersMax + 1)],
  ['a NUL', () => 'a\u0000b'],
  ['a NUL at the end', () => 'a\u0000'],
  ['a lone high surrogate', () => 'a\ud83d'],
  ['a lone low surrogate', () => '\udeb2b'],
  ['surrogates in the wrong order', () => 'a\udeb2\ud83db'],
  ['a line break', () => 'a\nb'],
  ['a line separator', () => 'a\u2028b'],
  ['a change of direction', () => 'a\u202eb'],
  ['an isolate of direction', () => '\u2067a\u2069'],
  ['nothing that can be seen', () => '\u200b\u2060\u200d'],
];

/** Builds an e-mail address with this length. */
function emailOf(length: number): string {
  const domain = `@${'b'.repeat(63)}.${'c'.repeat(63)}.example.com`;
  return 'a'.repeat(length - domain.length) + domain;
}

describe('an item', () => {
  const good = { name: 'Drill', quantityInStock: 10, minimumQuantity: 2 };
  const rows: [string, Partial<CreateItemInput>, string[]][] = [
    ...badTexts.map(([what, make]): [string, Partial<CreateItemInput>, string[]] => [
      `${what} for its texts`,
      { name: make(200), sku: make(100) },
      ['INVALID_INPUT name', 'INVALID_INPUT sku'],
    ]),
    ['a quantity of -1', { quantityInStock: -1 }, ['INVALID_INPUT quantityInStock']],
    ['a minimum of -1', { minimumQuantity: -1 }, ['INVALID_INPUT minimumQuantity']],
    ['the least integer', { quantityInStock: -integerMax - 1 }, ['INVALID_INPUT quantityInStock']],
    [
      'four errors',
      { name: '', sku: '', quantityInStock: -1, minimumQuantity: -1 },
      ['name', 'sku', 'quantityInStock', 'minimumQuantity'].map((key) => `INVALID_INPUT ${key}`),
    ],
  ];

  test.each(rows)('with %s is neither made nor changed', async (_, faulty, expected) => {
    const { id: itemId } = await fixture.shop.createItem();
    expect(list(await fixture.refuse(CreateItem, { ...good, ...faulty }))).toEqual(expected);
    expect(list(await fixture.refuse(UpdateItem, { itemId, ...faulty }))).toEqual(expected);
  });

  test('at the limits is made and changed', async () => {
    const least = { name: 'a', sku: 'a', quantityInStock: 0, minimumQuantity: 0 };
    const greatest = {
      name: '🚲'.repeat(200),
      sku: '🚲'.repeat(100),
      quantityInStock: integerMax,
      minimumQuantity: integerMax,
    };
    const { item } = await fixture.change(CreateItem, least);
    expect(item).toMatchObject(least);
    const changed = await fixture.change(UpdateItem, { itemId: item!.id, ...greatest });
    expect(changed.item).toMatchObject(greatest);
    expect(await fixture.shop.createItem({ ...greatest, sku: 'b'.repeat(100) })).toMatchObject({
      name: greatest.name,
    });
  });

  const noIntegers = [0.5, -1.5, integerMax + 1, -integerMax - 2, 1e300, '5', true, [1, 2]];
  test.each(noIntegers)('with %j for a quantity is a malformed request', async (wrong) => {
    const { id: itemId } = await fixture.shop.createItem();
    for (const key of ['quantityInStock', 'minimumQuantity']) {
      await expectMalformed(CreateItem, { ...good, [key]: wrong }, key, 'Int');
      await expectMalformed(UpdateItem, { itemId, [key]: wrong }, key, 'Int');
    }
  });
});

describe('a renter', () => {
  const noAddresses = [
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'a da@example.com',
    'ada@example.com, eve@example.com',
    'Ada <ada@example.com>',
  ];
  const rows: [string, Partial<CreateRenterInput>, string[]][] = [
    ...badTexts.map(([what, make]): [string, Partial<CreateRenterInput>, string[]] => [
      `${what} for their texts`,
      { name: make(200), email: make(254), phone: make(50) },
      ['INVALID_INPUT name', 'INVALID_INPUT email', 'INVALID_INPUT phone'],
    ]),
    ...badTexts.map(([what, make]): [string, Partial<CreateRenterInput>, string[]] => [
      `${what} in the e-mail address`,
      { email: `${make(254)}@example.com` },
      ['INVALID_INPUT email'],
    ]),
    ...noAddresses.map((email): [string, Partial<CreateRenterInput>, string[]] => [
      `the e-mail address ${email}`,
      { email },
      ['INVALID_INPUT email'],
    ]),
    ['an e-mail address of 255 characters', { email: emailOf(255) }, ['INVALID_INPUT email']],
    [
      'three errors',
      { name: '', email: 'ada', phone: '' },
      ['name', 'email', 'phone'].map((key) => `INVALID_INPUT ${key}`),
    ],
  ];

  test.each(rows)('with %s is neither made nor changed', async (_, faulty, expected) => {
    const { id: renterId } = await fixture.shop.createRenter();
    expect(list(await fixture.refuse(CreateRenter, { name: 'Ada', ...faulty }))).toEqual(expected);
    expect(list(await fixture.refuse(UpdateRenter, { renterId, ...faulty }))).toEqual(expected);
  });

  test('at the limits is made and changed', async () => {
    const least = { name: 'a', email: 'a@b.cd', phone: '1' };
    const greatest = { name: '🚲'.repeat(200), email: emailOf(254), phone: '🚲'.repeat(50) };
    const { renter } = await fixture.change(CreateRenter, least);
    expect(renter).toMatchObject(least);
    const changed = await fixture.change(UpdateRenter, { renterId: renter!.id, ...greatest });
    expect(changed.renter).toMatchObject(greatest);
  });
});

describe('a rent', () => {
  const times = { startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' };

  /** A renter, items, a rent of the first item, and valid input for a new rent. */
  async function prepare(itemCount = 2) {
    const items = await Promise.all(
      Array.from({ length: itemCount }, () => fixture.shop.createItem()),
    );
    const lines = items.map(({ id: itemId }) => ({ itemId, quantity: 1 }));
    const rent = await fixture.shop.createRent(lines.slice(0, 1));
    return { rentId: rent.id, good: { renterId: rent.renterId, lines, ...times } };
  }

  const timeRows: [string, Partial<CreateRentInput>, string][] = [
    ['an end before its start', { ...times, endsAt: '2026-12-01T07:59:59.999Z' }, 'endsAt'],
    ['an end at its start', { ...times, endsAt: '2026-12-01T09:00:00+01:00' }, 'endsAt'],
    ['a start in year 0', { startsAt: '0000-12-31T23:59:59Z' }, 'startsAt'],
    ['a start in year 0 of UTC', { startsAt: '0001-01-01T00:00:00+01:00' }, 'startsAt'],
    ['an end in year 10000 of UTC', { endsAt: '9999-12-31T23:59:59-01:00' }, 'endsAt'],
  ];
  test.each(timeRows)('with %s is neither made nor changed', async (_, faulty, field) => {
    const { rentId, good } = await prepare();
    const expected = [`INVALID_INPUT ${field}`];
    expect(list(await fixture.refuse(CreateRent, { ...good, ...faulty }))).toEqual(expected);
    expect(list(await fixture.refuse(UpdateRent, { rentId, ...faulty }))).toEqual(expected);
  });

  test.each([{ startsAt: times.endsAt }, { endsAt: times.startsAt }])(
    'refuses %j alone, because it conflicts with the other time',
    async (time) => {
      const { rentId } = await prepare();
      const [field] = Object.keys(time);
      expect(list(await fixture.refuse(UpdateRent, { rentId, ...time }))).toEqual([
        `INVALID_INPUT ${field}`,
      ]);
    },
  );

  type Lines = CreateRentInput['lines'];
  const lineRows: [string, (lines: Lines) => Lines, string[]][] = [
    ['no line', () => [], ['lines']],
    ['a line of nothing', ([a]) => [{ ...a!, quantity: 0 }], ['lines.0.quantity']],
    ['a line of -1', ([a, b]) => [a!, { ...b!, quantity: -1 }], ['lines.1.quantity']],
    ['a line twice', ([a, b]) => [a!, b!, { ...a!, quantity: 2 }], ['lines.2.itemId']],
    ['a line three times', ([a]) => [a!, a!, a!], ['lines.1.itemId', 'lines.2.itemId']],
    ['101 lines', ([a]) => Array.from({ length: 101 }, () => a!), ['lines']],
    [
      '1,000 empty lines',
      ([a]) => Array.from({ length: 1_000 }, () => ({ ...a!, quantity: 0 })),
      ['lines'],
    ],
  ];
  test.each(lineRows)('with %s is neither made nor changed', async (_, spoil, fields) => {
    const { rentId, good } = await prepare();
    const lines = spoil(good.lines);
    const expected = fields.map((field) => `INVALID_INPUT ${field}`);
    expect(list(await fixture.refuse(CreateRent, { ...good, lines }))).toEqual(expected);
    expect(list(await fixture.refuse(UpdateRent, { rentId, lines }))).toEqual(expected);
  });

  test('with several errors reports all of them', async () => {
    const { good } = await prepare();
    const faulty = { startsAt: times.endsAt, endsAt: times.startsAt, lines: [] };
    expect(list(await fixture.refuse(CreateRent, { ...good, ...faulty }))).toEqual([
      'INVALID_INPUT lines',
      'INVALID_INPUT endsAt',
    ]);
  });

  test('with 100 lines, or with the maximum number of pieces, is created', async () => {
    const { good } = await prepare(100);
    const lines = good.lines.map((line) => ({ ...line, quantity: integerMax }));
    expect((await fixture.change(CreateRent, { ...good, lines })).rent).toMatchObject({ lines });
  });

  test.each([1.5, integerMax + 1, '1', null])(
    'with %j pieces in a line is a malformed request',
    async (quantity) => {
      const { rentId, good } = await prepare();
      const lines = [good.lines[0]!, { ...good.lines[1]!, quantity }];
      const type = quantity === null ? undefined : 'Int';
      await expectMalformed(CreateRent, { ...good, lines }, 'lines[1].quantity', type);
      await expectMalformed(UpdateRent, { rentId, lines }, 'lines[1].quantity', type);
    },
  );

  test.each(['2026-12-08', '2026-02-30T00:00:00Z', '2016-12-31T23:59:60Z', 'soon', '', true])(
    'with %j for a time is a malformed request',
    async (time) => {
      const { rentId, good } = await prepare();
      await expectMalformed(CreateRent, { ...good, startsAt: time }, 'startsAt', 'DateTime');
      await expectMalformed(UpdateRent, { rentId, endsAt: time }, 'endsAt', 'DateTime');
    },
  );

  test('with an unknown status is a malformed request', async () => {
    const { rentId } = await prepare();
    for (const status of ['LOST', 'active', '', 1]) {
      await expectMalformed(ChangeRentStatus, { rentId, status }, 'status', 'RentStatus');
    }
  });
});

describe('an unknown id', () => {
  /** Ids of each type that do not exist in the fixture's workspace. */
  async function listVainIds(): Promise<Record<'item' | 'renter' | 'rent', string[]>> {
    const theirs = createShop(fixture.app, await createCustomer(fixture.app));
    const { id: theirItem } = await theirs.createItem();
    const theirRent = await theirs.createRent([{ itemId: theirItem, quantity: 1 }]);
    const mine = await fixture.shop.createItem();
    const myRent = await fixture.shop.createRent([{ itemId: mine.id, quantity: 1 }]);
    return {
      item: [theirItem, ...vary(mine.id), unused(IdPrefix.item), myRent.id, myRent.renterId],
      renter: [theirRent.renterId, ...vary(myRent.renterId), unused(IdPrefix.renter), mine.id],
      rent: [theirRent.id, ...vary(myRent.id), unused(IdPrefix.rent), mine.id],
    };
  }

  /** Malformed variants of the id, and other invalid ids. */
  function vary(id: string): string[] {
    const [prefix, rest] = id.split('_') as [string, string];
    const spellings = [`${prefix}_${rest.toUpperCase()}`, ` ${id}`, `${id}\u0000`, rest];
    return [...spellings, `${prefix}_`, `${prefix}_8${rest.slice(1)}`, '', '\ud800'];
  }

  function unused(prefix: IdPrefix): string {
    return encodeId(prefix, '01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa');
  }

  test('is NOT_FOUND on its own field', async () => {
    const vain = await listVainIds();
    const { id: itemId } = await fixture.shop.createItem();
    const rent = await fixture.shop.createRent([{ itemId, quantity: 1 }]);
    const { id: rentId, renterId, startsAt, endsAt } = rent;
    const line = { itemId, quantity: 1 };
    const made = { renterId, startsAt, endsAt, lines: [line] };
    const before = await readTables(fixture.app);
    for (const id of vain.item) {
      const lines = [line, { itemId: id, quantity: 1 }];
      await expectVain(UpdateItem, { itemId: id, name: 'x' }, 'itemId');
      await expectVain(DeleteItem, { itemId: id }, 'itemId');
      await expectVain(CreateRent, { ...made, lines }, 'lines.1.itemId');
      await expectVain(UpdateRent, { rentId, lines }, 'lines.1.itemId');
    }
    for (const id of vain.renter) {
      await expectVain(UpdateRenter, { renterId: id, name: 'x' }, 'renterId');
      await expectVain(DeleteRenter, { renterId: id }, 'renterId');
      await expectVain(CreateRent, { ...made, renterId: id }, 'renterId');
      await expectVain(UpdateRent, { rentId, renterId: id }, 'renterId');
    }
    for (const id of vain.rent) {
      await expectVain(UpdateRent, { rentId: id, renterId }, 'rentId');
      await expectVain(ChangeRentStatus, { rentId: id, status: 'ACTIVE' }, 'rentId');
      await expectVain(DeleteRent, { rentId: id }, 'rentId');
    }
    expect(await readTables(fixture.app)).toEqual(before);
  });

  async function expectVain<Result extends { userErrors: ShownError[] }, Input>(
    mutation: TypedDocumentNode<Record<string, Result>, { input: Input }>,
    input: NoInfer<Input>,
    field: string,
  ): Promise<void> {
    const answer = await fixture.app.ask(fixture.customer.token, mutation, { input });
    const errors = Object.values(answer).map(({ userErrors }) => list(userErrors));
    expect({ input, errors }).toEqual({ input, errors: [[`NOT_FOUND ${field}`]] });
  }

  test('is reported for every line that has one', async () => {
    const { id: itemId } = await fixture.shop.createItem();
    const rent = await fixture.shop.createRent([{ itemId, quantity: 1 }]);
    const vain = [unused(IdPrefix.item), 'x'].map((id) => ({ itemId: id, quantity: 1 }));
    const lines = [vain[0]!, { itemId, quantity: 1 }, vain[1]!];
    const expected = ['NOT_FOUND lines.0.itemId', 'NOT_FOUND lines.2.itemId'];
    expect(list(await fixture.refuse(UpdateRent, { rentId: rent.id, lines }))).toEqual(expected);
  });
});

describe('returned pieces', () => {
  test.each<RentStatus>(['RETURNED', 'CANCELLED'])(
    'must not exceed the maximum stock (%s)',
    async (status) => {
      const item = await fixture.shop.createItem({ name: 'Nail' });
      const rent = await fixture.shop.createRent([{ itemId: item.id, quantity: 2 }]);
      await fixture.shop.changeRentStatus(rent.id, 'ACTIVE');
      const full = { itemId: item.id, quantityInStock: integerMax - 1 };
      await fixture.change(UpdateItem, full);
      const [error] = await fixture.refuse(ChangeRentStatus, { rentId: rent.id, status });
      expect(error).toMatchObject({ code: 'CONFLICT', field: null });
      expect(error!.message).toContain(`Nail (${item.id})`);
      await fixture.change(UpdateItem, { ...full, quantityInStock: integerMax - 2 });
      await fixture.shop.changeRentStatus(rent.id, status);
    },
  );
});

/** Expects the whole request to be refused because of this part of its input. */
async function expectMalformed<Data>(
  document: TypedDocumentNode<Data, { input: never }>,
  input: Record<string, unknown>,
  place: string,
  type = 'Int!',
): Promise<void> {
  const before = await readTables(fixture.app);
  const variables = { input: input as never };
  const { data, errors } = await fixture.app.request(fixture.customer.token, document, variables);
  expect(data ?? null).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  const what = type === 'Int!' ? 'Expected non-nullable type' : `Expected a value of type ${type}.`;
  expect(errors![0]!.message).toContain(`Variable $input is invalid at input.${place}: ${what}`);
  expect(await readTables(fixture.app)).toEqual(before);
}
