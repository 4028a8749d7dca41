import { describe, expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import type { RentStatus, UpdateRentInput } from '../kit/graphql/graphql.ts';
import { graphql } from '../kit/graphql/index.ts';
import {
  ChangeRentStatus,
  CreateRent,
  DeleteItem,
  DeleteRent,
  GetItem,
  GetRent,
  ListRents,
  UpdateRent,
} from '../kit/inventory-documents.ts';
import { createShop, type ShownItem, type ShownRent } from '../kit/shop.ts';
import { GetInventoryNode, GetRentParts } from './inventory-queries.ts';
import { setInventoryScene } from './inventory-scene.ts';

const scene = setInventoryScene();

async function readRent(id: string): Promise<ShownRent | null> {
  return (await scene.app.ask(scene.customer.token, GetRent, { id })).rent;
}

async function readItem({ id }: { id: string }): Promise<ShownItem | null> {
  return (await scene.app.ask(scene.customer.token, GetItem, { id })).item;
}

/** A rent of one new item each for these quantities, taken along this path. */
async function rent(quantities = [1], path: readonly RentStatus[] = []) {
  const items = await Promise.all(quantities.map(() => scene.shop.createItem()));
  const lines = quantities.map((quantity, index) => ({ itemId: items[index]!.id, quantity }));
  const made = await scene.shop.createRent(lines);
  for (const status of path) await scene.shop.changeRentStatus(made.id, status);
  return { items, lines, rent: (await readRent(made.id))! };
}

/** The rent after an update, and the events of it. */
async function update({ id }: ShownRent, changes: Omit<UpdateRentInput, 'rentId'>) {
  await scene.takeEvents();
  const { rent: updated } = await scene.change(UpdateRent, { rentId: id, ...changes });
  return { updated: updated!, events: await scene.takeEvents() };
}

describe('a new rent', () => {
  test('is what was asked for, RESERVED at version 1, and rent.created has it whole', async () => {
    const [drill, saw] = [await scene.shop.createItem(), await scene.shop.createItem()];
    const renter = await scene.shop.createRenter();
    await scene.takeEvents();
    const facts = {
      renterId: renter.id,
      lines: [
        { itemId: saw.id, quantity: 11 },
        { itemId: drill.id, quantity: 1 },
      ],
      startsAt: '2026-12-01T08:00:00.000Z',
      endsAt: '2026-12-01T08:00:00.001Z',
    };
    const made = (await scene.change(CreateRent, facts)).rent!;
    expect(made).toEqual({
      ...facts,
      id: expect.stringMatching(/^rnt_/),
      status: 'RESERVED',
      version: 1,
      createdAt: expect.any(String),
      updatedAt: made.createdAt,
    });
    expect(await scene.takeEvents()).toEqual([{ type: 'rent.created', data: { rent: made } }]);
    expect(await readRent(made.id)).toEqual(made);
    expect([await readItem(drill), await readItem(saw)]).toEqual([drill, saw]);
  });

  test('keeps its times to the millisecond, in UTC, from year 1 to year 9999', async () => {
    const { id } = await scene.shop.createItem();
    const times = { startsAt: '0001-01-01T02:00:00+02:00', endsAt: '9999-12-31T23:59:59.999Z' };
    const made = await scene.shop.createRent([{ itemId: id, quantity: 1 }], times);
    expect(made).toMatchObject({ ...times, startsAt: '0001-01-01T00:00:00.000Z' });
    expect(await readRent(made.id)).toEqual(made);
    expect((await update(made, times)).events).toEqual([]);
  });
});

describe('the rents of a workspace', () => {
  test('come in pages, newest first, and nobody else sees them', async () => {
    const other = createShop(scene.app, await createCustomer(scene.app));
    const { id: itemId } = await other.createItem();
    const theirs = await other.createRent([{ itemId, quantity: 1 }]);
    const rents: ShownRent[] = [];
    for (const quantity of [1, 2, 3]) rents.unshift((await rent([quantity])).rent);
    const { token } = scene.customer;
    const first = (await scene.app.ask(token, ListRents, { first: 2 })).rents;
    const after = first.pageInfo.endCursor;
    const second = (await scene.app.ask(token, ListRents, { first: 2, after })).rents;
    expect([...first.nodes, ...second.nodes]).toEqual(rents);
    expect([first, second].map((page) => page.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await readRent(theirs.id)).toBeNull();
  });

  test('are found by node(id:) as well, until they are deleted', async () => {
    const { id } = (await rent()).rent;
    const { token } = scene.customer;
    const found = { __typename: 'Rent', id, version: 1 };
    expect(await scene.app.ask(token, GetInventoryNode, { id })).toEqual({ node: found });
    await scene.change(DeleteRent, { rentId: id });
    expect(await scene.app.ask(token, GetInventoryNode, { id })).toEqual({ node: null });
  });

  test('show their renter and their items as they are now', async () => {
    const { id } = (await rent([1, 2])).rent;
    const { token } = scene.customer;
    const { rent: shown } = await scene.app.ask(token, GetRentParts, { id });
    expect(shown!.renter).toMatchObject({ id: shown!.renterId, name: 'A renter' });
    const names = shown!.lines.map(({ item, itemId }) => [item?.id === itemId, item?.name]);
    expect(names).toEqual([
      [true, 'An item'],
      [true, 'An item'],
    ]);
  });
});

describe('an update', () => {
  const rows: (keyof UpdateRentInput)[][] = [
    ['renterId'],
    ['lines'],
    ['startsAt'],
    ['endsAt'],
    ['renterId', 'lines', 'startsAt', 'endsAt'],
  ];

  test.each(rows.map((keys) => [keys]))(
    'of %j tells the previous values of that and of nothing else',
    async (keys) => {
      const { rent: before, lines } = await rent([1, 2]);
      const facts: Record<string, unknown> = {
        renterId: (await scene.shop.createRenter()).id,
        lines: [{ itemId: (await scene.shop.createItem()).id, quantity: 5 }, lines[1]],
        startsAt: '2026-12-02T08:00:00.000Z',
        endsAt: '2026-12-09T17:00:00.000Z',
      };
      const changes = Object.fromEntries(keys.map((key) => [key, facts[key]]));
      const { updated, events } = await update(before, changes);
      const { updatedAt } = updated;
      expect(updated).toEqual({ ...before, ...changes, version: 2, updatedAt });
      const previous = Object.fromEntries(keys.map((key) => [key, before[key as keyof ShownRent]]));
      expect(events).toEqual([{ type: 'rent.updated', data: { rent: updated, previous } }]);
      expect(await readRent(before.id)).toEqual(updated);
    },
  );

  test('with another quantity alone changes the lines', async () => {
    const { rent: before, lines } = await rent([1, 2]);
    const changed = [lines[0]!, { ...lines[1]!, quantity: 3 }];
    const { events } = await update(before, { renterId: before.renterId, lines: changed });
    expect(events).toMatchObject([{ type: 'rent.updated', data: { rent: { lines: changed } } }]);
    expect(events[0]!.data.previous).toEqual({ lines });
  });

  test.each<RentStatus[][]>([[[]], [['ACTIVE']], [['ACTIVE', 'RETURNED']], [['CANCELLED']]])(
    'with what a rent has already (after %j) changes and publishes nothing',
    async (path) => {
      const { rent: before } = await rent([1, 2], path);
      const { renterId, lines, startsAt, endsAt } = before;
      const nothing = { renterId: null, lines: null, startsAt: null, endsAt: null };
      for (const same of [{}, nothing, { renterId, lines, startsAt, endsAt }]) {
        const { updated, events } = await update(before, same);
        expect(updated).toEqual(before);
        expect(events).toEqual([]);
      }
      expect(await readRent(before.id)).toEqual(before);
    },
  );

  test.each<RentStatus[][]>([[['ACTIVE']], [['ACTIVE', 'RETURNED']], [['CANCELLED']]])(
    'of the lines is refused after %j, while renter and times still change',
    async (path) => {
      const { rent: before, lines } = await rent([1, 2], path);
      const renterId = (await scene.shop.createRenter()).id;
      const fewer = { rentId: before.id, lines: lines.slice(1), renterId };
      const [error] = await scene.refuse(UpdateRent, fewer);
      expect(error).toMatchObject({ code: 'CONFLICT', field: 'lines' });
      expect(error!.message).toContain('only while it is RESERVED');
      expect(error!.message).toContain(before.status);
      const { updated, events } = await update(before, {
        renterId,
        endsAt: '2027-01-01T00:00:00.000Z',
      });
      expect(updated).toMatchObject({ renterId, version: before.version + 1 });
      expect(events).toMatchObject([{ type: 'rent.updated', data: { rent: updated } }]);
    },
  );
});

describe('a deleted rent', () => {
  test.each<RentStatus[][]>([[[]], [['ACTIVE', 'RETURNED']], [['CANCELLED']]])(
    'is gone, and rent.deleted has it under a new version (after %j)',
    async (path) => {
      const { rent: before, items } = await rent([3], path);
      const stock = await readItem(items[0]!);
      await scene.takeEvents();
      const { deletedId } = await scene.change(DeleteRent, { rentId: before.id });
      expect(deletedId).toBe(before.id);
      const events = await scene.takeEvents();
      const { updatedAt } = events[0]!.data.rent as ShownRent;
      const deleted = { ...before, version: before.version + 1, updatedAt };
      expect(events).toEqual([{ type: 'rent.deleted', data: { rent: deleted } }]);
      expect(await readRent(before.id)).toBeNull();
      expect(await readItem(items[0]!)).toEqual(stock);
      const gone = { code: 'NOT_FOUND', field: 'rentId' };
      const { id: rentId } = before;
      expect(await scene.refuse(DeleteRent, { rentId })).toMatchObject([gone]);
      expect(await scene.refuse(UpdateRent, { rentId })).toMatchObject([gone]);
      expect(await scene.refuse(ChangeRentStatus, { rentId, status: 'ACTIVE' })).toMatchObject([
        gone,
      ]);
    },
  );

  test('was not ACTIVE', async () => {
    const { id: rentId } = (await rent([1], ['ACTIVE'])).rent;
    const [error] = await scene.refuse(DeleteRent, { rentId });
    expect(error).toMatchObject({ code: 'CONFLICT', field: 'rentId' });
    expect(error!.message).toContain('ACTIVE');
  });
});

describe('an item', () => {
  test.each<RentStatus[][]>([[[]], [['ACTIVE']]])(
    'of an open rent (after %j) is not deleted',
    async (path) => {
      const { items, rent: holder } = await rent([1, 2], path);
      for (const { id: itemId } of items) {
        const [error] = await scene.refuse(DeleteItem, { itemId });
        expect(error).toMatchObject({ code: 'CONFLICT', field: 'itemId' });
        expect(error!.message).toContain(holder.id);
      }
    },
  );

  test.each<RentStatus[][]>([[['ACTIVE', 'RETURNED']], [['ACTIVE', 'CANCELLED']], [['CANCELLED']]])(
    'of a finished rent (after %j) can be deleted, and the line keeps its id',
    async (path) => {
      const { items, rent: finished } = await rent([1, 2], path);
      await scene.change(DeleteItem, { itemId: items[1]!.id });
      const { id } = finished;
      const { rent: shown } = await scene.app.ask(scene.customer.token, GetRentParts, { id });
      expect(shown!.lines).toMatchObject([
        { itemId: items[0]!.id, item: { id: items[0]!.id } },
        { itemId: items[1]!.id, item: null },
      ]);
      expect((await readRent(id))!.lines).toEqual(finished.lines);
    },
  );

  test('that left the lines of a rent, or whose rent is deleted, can be deleted', async () => {
    const { items, lines, rent: holder } = await rent([1, 2]);
    await update(holder, { lines: lines.slice(0, 1) });
    await scene.change(DeleteItem, { itemId: items[1]!.id });
    await scene.change(DeleteRent, { rentId: holder.id });
    await scene.change(DeleteItem, { itemId: items[0]!.id });
  });
});

const SeveralChanges = graphql(`
  mutation SeveralChanges($rentId: ID!, $itemId: ID!) {
    taken: changeRentStatus(input: { rentId: $rentId, status: ACTIVE }) {
      rent {
        lines {
          item {
            ...ItemFields
          }
        }
      }
    }
    refused: updateRent(input: { rentId: $rentId, startsAt: "2030-01-01T00:00:00Z" }) {
      userErrors {
        code
        field
      }
    }
    renamed: updateItem(input: { itemId: $itemId, name: "Hammer" }) {
      item {
        ...ItemFields
      }
    }
    back: changeRentStatus(input: { rentId: $rentId, status: RETURNED }) {
      rent {
        ...RentFields
        lines {
          item {
            ...ItemFields
          }
        }
      }
    }
  }
`);

test('each of several changes in one request answers what it has left', async () => {
  const { items, rent: before } = await rent([3]);
  const ids = { rentId: before.id, itemId: items[0]!.id };
  const answer = await scene.app.ask(scene.customer.token, SeveralChanges, ids);
  expect(answer.taken.rent!.lines).toMatchObject([{ item: { quantityInStock: 7, version: 2 } }]);
  expect(answer.refused.userErrors).toEqual([{ code: 'INVALID_INPUT', field: 'startsAt' }]);
  expect(answer.renamed.item).toMatchObject({ name: 'Hammer', quantityInStock: 7, version: 3 });
  const { rent: back } = answer.back;
  expect(back).toMatchObject({ startsAt: before.startsAt, status: 'RETURNED', version: 3 });
  const item = { name: 'Hammer', quantityInStock: 10, version: 4 };
  expect(back!.lines).toMatchObject([{ item }]);
  expect(await readItem(items[0]!)).toMatchObject(item);
});

test.each(['FREE', 'STARTER', 'PROFESSIONAL', 'ENTERPRISE'] as const)(
  'a workspace on the plan %s has the whole inventory',
  async (plan) => {
    const token = await scene.app.createWorkspace(`plan-${plan}`, plan);
    const shop = createShop(scene.app, { token });
    const item = await shop.createItem();
    const made = await shop.createRent([{ itemId: item.id, quantity: 9 }]);
    const active = await shop.changeRentStatus(made.id, 'ACTIVE');
    const { rents } = await scene.app.ask(token, ListRents, {});
    expect(rents.nodes).toEqual([active]);
  },
);
