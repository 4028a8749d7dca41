import { describe, expect, test } from '@jest/globals';
import { parseOperation } from '../e2e/kit/operation.ts';
import { createCustomer } from '../kit/customer.ts';
import type { CreateItemInput, UpdateItemInput } from '../kit/graphql/graphql.ts';
import { graphql } from '../kit/graphql/index.ts';
import {
  CreateItem,
  DeleteItem,
  GetItem,
  ListItems,
  UpdateItem,
} from '../kit/inventory-documents.ts';
import { createShop, type ShownItem } from '../kit/shop.ts';
import { GetInventoryNode } from './inventory-queries.ts';
import { useInventoryFixture } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

async function readItem(id: string): Promise<ShownItem | null> {
  return (await fixture.app.ask(fixture.customer.token, GetItem, { id })).item;
}

/** The item after an update, and its events. */
async function update(item: ShownItem, changes: Omit<UpdateItemInput, 'itemId'>) {
  await fixture.takeEvents();
  const { item: updated } = await fixture.change(UpdateItem, { itemId: item.id, ...changes });
  return { updated: updated!, events: await fixture.takeEvents() };
}

describe('a new item', () => {
  test('has the given fields and version 1, and item.created contains all of it', async () => {
    const facts = { name: 'Drill', sku: 'D-18', quantityInStock: 12, minimumQuantity: 3 };
    const { item } = await fixture.change(CreateItem, facts);
    expect(item).toEqual({
      ...facts,
      id: expect.stringMatching(/^itm_/),
      version: 1,
      createdAt: expect.any(String),
      updatedAt: item!.createdAt,
    });
    expect(await fixture.takeEvents()).toEqual([{ type: 'item.created', data: { item } }]);
    expect(await readItem(item!.id)).toEqual(item);
  });

  test.each([{}, { sku: null }])('may have no SKU (%j)', async (sku) => {
    const item = await fixture.shop.createItem(sku);
    expect(item.sku).toBeNull();
    await fixture.shop.createItem(sku);
  });

  test('has its texts without surrounding spaces', async () => {
    const item = await fixture.shop.createItem({ name: '  A drill ', sku: '\u00a0D-18 ' });
    expect(item).toMatchObject({ name: 'A drill', sku: 'D-18' });
  });

  test('below its minimum does not fire item.low_stock', async () => {
    await fixture.shop.createItem({ quantityInStock: 0, minimumQuantity: 5 });
    expect(await fixture.takeEvents()).toMatchObject([{ type: 'item.created' }]);
  });
});

describe('the items of a workspace', () => {
  test('are returned in pages, newest first, and are invisible to other workspaces', async () => {
    const other = createShop(fixture.app, await createCustomer(fixture.app));
    const theirs = await other.createItem();
    const items: ShownItem[] = [];
    for (const name of ['a', 'b', 'c']) items.unshift(await fixture.shop.createItem({ name }));
    const { token } = fixture.customer;
    const first = (await fixture.app.ask(token, ListItems, { first: 2 })).items;
    const after = first.pageInfo.endCursor;
    const second = (await fixture.app.ask(token, ListItems, { first: 2, after })).items;
    expect([...first.nodes, ...second.nodes]).toEqual(items);
    expect([first, second].map((page) => page.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await readItem(theirs.id)).toBeNull();
  });

  test('are also found by node(id:) until they are deleted', async () => {
    const { id } = await fixture.shop.createItem();
    const { token } = fixture.customer;
    const found = { __typename: 'Item', id, version: 1 };
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: found });
    await fixture.change(DeleteItem, { itemId: id });
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: null });
  });
});

describe('an update', () => {
  const before = { name: 'Drill', sku: 'D-18', quantityInStock: 12, minimumQuantity: 3 };
  const changes: Partial<CreateItemInput>[] = [
    { name: 'Hammer' },
    { sku: 'H-1' },
    { sku: null },
    { quantityInStock: 13 },
    { minimumQuantity: 0 },
    { name: 'Hammer', sku: null, quantityInStock: 2_147_483_647, minimumQuantity: 2_147_483_647 },
  ];

  test.each(changes)('%j reports the previous values of only those fields', async (facts) => {
    const item = await fixture.shop.createItem(before);
    const { updated, events } = await update(item, facts);
    const { updatedAt } = updated;
    expect(updated).toEqual({ ...item, ...facts, version: 2, updatedAt });
    expect(updatedAt >= item.updatedAt).toBe(true);
    const previous = Object.fromEntries(
      Object.keys(facts).map((key) => [key, before[key as keyof typeof before]]),
    );
    expect(events).toEqual([{ type: 'item.updated', data: { item: updated, previous } }]);
    expect(await readItem(item.id)).toEqual(updated);
  });

  const nothing: Partial<CreateItemInput>[] = [
    {},
    before,
    { name: ' Drill ', sku: ' D-18 ' },
    { name: null, quantityInStock: null, minimumQuantity: null } as never,
  ];

  test.each(nothing)(
    '%j changes nothing, publishes nothing and keeps the version',
    async (same) => {
      const item = await fixture.shop.createItem(before);
      const { updated, events } = await update(item, same);
      expect(updated).toEqual(item);
      expect(events).toEqual([]);
      expect(await readItem(item.id)).toEqual(item);
    },
  );

  test('that changes one of two fields reports only that one', async () => {
    const item = await fixture.shop.createItem(before);
    const { events } = await update(item, { name: 'Drill', quantityInStock: 5 });
    expect(events).toMatchObject([{ data: { previous: { quantityInStock: 12 } } }]);
    expect(events[0]!.data.previous).toEqual({ quantityInStock: 12 });
  });

  test('increases the version each time, and removes a SKU only once', async () => {
    const item = await fixture.shop.createItem(before);
    expect((await update(item, { sku: null })).updated.version).toBe(2);
    expect((await update(item, { sku: null })).events).toEqual([]);
    expect((await update(item, { sku: 'new' })).updated).toMatchObject({ version: 3, sku: 'new' });
  });
});

test('a quantity of -0 is stored as 0, and changes nothing if it is already 0', async () => {
  const item = await fixture.shop.createItem({ quantityInStock: 0 });
  await fixture.takeEvents();
  // Inline in the query, because JSON would turn it into 0.
  const input = `{ itemId: "${item.id}", quantityInStock: -0 }`;
  const { document, variables } = parseOperation(
    `mutation { updateItem(input: ${input}) { item { version } userErrors { code } } }`,
  );
  const { data } = await fixture.app.request(fixture.customer.token, document, variables);
  expect(data).toEqual({ updateItem: { item: { version: 1 }, userErrors: [] } });
  expect(await fixture.takeEvents()).toEqual([]);
});

test('a deleted item is gone, and item.deleted contains its last state with a new version', async () => {
  const item = await fixture.shop.createItem();
  const { updated } = await update(item, { quantityInStock: 11 });
  expect(await fixture.change(DeleteItem, { itemId: item.id })).toMatchObject({
    deletedId: item.id,
  });
  const events = await fixture.takeEvents();
  const { updatedAt } = events[0]!.data.item as ShownItem;
  const deleted = { ...updated, version: 3, updatedAt };
  expect(events).toEqual([{ type: 'item.deleted', data: { item: deleted } }]);
  expect(await readItem(item.id)).toBeNull();
  const [again] = await fixture.refuse(DeleteItem, { itemId: item.id });
  expect(again).toMatchObject({ code: 'NOT_FOUND', field: 'itemId' });
  const [changed] = await fixture.refuse(UpdateItem, { itemId: item.id, name: 'x' });
  expect(changed).toMatchObject({ code: 'NOT_FOUND', field: 'itemId' });
});

describe('a SKU', () => {
  const taken = [{ code: 'CONFLICT', field: 'sku', message: 'Another item has this SKU.' }];

  test('of another item in the workspace is refused', async () => {
    await fixture.shop.createItem({ sku: 'D-18' });
    const { id } = await fixture.shop.createItem({ sku: 'other' });
    const facts = { name: 'x', quantityInStock: 1, minimumQuantity: 0 };
    expect(await fixture.refuse(CreateItem, { ...facts, sku: ' D-18 ' })).toEqual(taken);
    expect(await fixture.refuse(UpdateItem, { itemId: id, name: 'x', sku: 'D-18' })).toEqual(taken);
  });

  test('may be the same as that of an item in another workspace', async () => {
    const other = createShop(fixture.app, await createCustomer(fixture.app));
    const items = [
      await other.createItem({ sku: 'D' }),
      await fixture.shop.createItem({ sku: 'D' }),
    ];
    expect(items.map(({ sku }) => sku)).toEqual(['D', 'D']);
  });

  test('is free again when its item is deleted or gets another SKU', async () => {
    const first = await fixture.shop.createItem({ sku: 'D-18' });
    await fixture.change(DeleteItem, { itemId: first.id });
    const second = await fixture.shop.createItem({ sku: 'D-18' });
    await fixture.change(UpdateItem, { itemId: second.id, sku: null });
    const third = await fixture.shop.createItem({ sku: 'D-18' });
    await fixture.change(UpdateItem, { itemId: third.id, sku: 'D-19' });
    expect(await fixture.shop.createItem({ sku: 'D-18' })).toMatchObject({ sku: 'D-18' });
  });

  test('goes to exactly one of 20 items created with it at once', async () => {
    const input = { name: 'x', sku: 'D-18', quantityInStock: 1, minimumQuantity: 0 };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        fixture.app.ask(fixture.customer.token, CreateItem, { input }),
      ),
    );
    const payloads = answers.map(({ createItem }) => createItem);
    const made = payloads.filter(({ item }) => item !== null);
    expect(made).toHaveLength(1);
    for (const { item, userErrors } of payloads) {
      if (!item) expect(userErrors).toMatchObject(taken);
    }
    const [item] = made;
    expect(await fixture.takeEvents()).toEqual([
      { type: 'item.created', data: { item: item!.item } },
    ]);
  });
});

describe('stock is low', () => {
  type Stock = Partial<Pick<ShownItem, 'quantityInStock' | 'minimumQuantity'>>;
  const rows: [string, Stock, Stock, boolean][] = [
    ['when it falls from the minimum to below', q(2, 2), q(1), true],
    ['when it falls from above the minimum to nothing', q(9, 2), q(0), true],
    ['when the minimum rises above it', q(5, 5), { minimumQuantity: 6 }, true],
    ['when it rises and the minimum rises above it', q(5, 2), q(8, 9), true],
    ['when it falls below a minimum that falls too', q(5, 4), q(1, 2), true],
    ['not when it falls to the minimum', q(9, 2), q(2), false],
    ['not when the minimum rises to it', q(9, 2), { minimumQuantity: 9 }, false],
    ['not when it falls further', q(1, 2), q(0), false],
    ['not when the minimum rises further', q(1, 2), { minimumQuantity: 3 }, false],
    ['not when it rises and stays below', q(1, 9), q(8), false],
    ['not when it rises to the minimum', q(1, 2), q(2), false],
    ['not when both fall and it stays above', q(9, 8), q(1, 1), false],
    ['not when there is none and none is needed', q(1, 0), q(0), false],
  ];

  test.each(rows)('%s', async (_, before, after, isReported) => {
    const item = await fixture.shop.createItem(before);
    const { updated, events } = await update(item, after);
    const types = isReported ? ['item.low_stock', 'item.updated'] : ['item.updated'];
    expect(events.map(({ type }) => type)).toEqual(types);
    for (const { data } of events) expect(data.item).toEqual(updated);
    if (isReported) expect(Object.keys(events[0]!.data)).toEqual(['item']);
  });

  test('once per crossing, and again after the stock has recovered', async () => {
    const item = await fixture.shop.createItem(q(5, 3));
    const reported: number[] = [];
    for (const quantityInStock of [2, 1, 0, 2, 3, 2, 9, 4, 3, 0]) {
      const { updated, events } = await update(item, { quantityInStock });
      if (events.some(({ type }) => type === 'item.low_stock')) reported.push(updated.version);
    }
    expect(reported).toEqual([2, 7, 11]);
  });

  test('not when another field of an item with low stock changes', async () => {
    const item = await fixture.shop.createItem(q(1, 3));
    expect((await update(item, { name: 'y' })).events).toMatchObject([{ type: 'item.updated' }]);
  });

  /** A quantity in stock and a minimum quantity. */
  function q(quantityInStock: number, minimumQuantity?: number): Stock {
    return { quantityInStock, ...(minimumQuantity !== undefined && { minimumQuantity }) };
  }
});

const RefusedThenAnother = graphql(`
  mutation RefusedThenAnother($itemId: ID!, $holderId: ID!) {
    renamed: updateItem(input: { itemId: $itemId, name: "Hammer" }) {
      item {
        ...ItemFields
      }
    }
    refused: updateItem(input: { itemId: $itemId, sku: "D-18" }) {
      userErrors {
        code
      }
    }
    another: updateItem(input: { itemId: $holderId, sku: null }) {
      userErrors {
        code
      }
    }
  }
`);

test('a refused change has no effect on the next change in the same request', async () => {
  const holder = await fixture.shop.createItem({ sku: 'D-18' });
  const item = await fixture.shop.createItem();
  const ids = { itemId: item.id, holderId: holder.id };
  const answer = await fixture.app.ask(fixture.customer.token, RefusedThenAnother, ids);
  expect(answer.refused.userErrors).toEqual([{ code: 'CONFLICT' }]);
  expect(answer.another.userErrors).toEqual([]);
  expect(answer.renamed.item).toMatchObject({ name: 'Hammer', version: 2 });
  expect(await readItem(item.id)).toEqual(answer.renamed.item);
});
