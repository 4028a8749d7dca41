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
import { useInventoryFixture } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

async function readRent(id: string): Promise<ShownRent | null> {
  return (await fixture.app.ask(fixture.customer.token, GetRent, { id })).rent;
}

async function readItem({ id }: { id: string }): Promise<ShownItem | null> {
  return (await fixture.app.ask(fixture.customer.token, GetItem, { id })).item;
}

/** A rent with a new item for each of these quantities, taken through these statuses. */
async function rent(quantities = [1], path: readonly RentStatus[] = []) {
  const items = await Promise.all(quantities.map(() => fixture.shop.createItem()));
  const lines = quantities.map((quantity, index) => ({ itemId: items[index]!.id, quantity }));
  const made = await fixture.shop.createRent(lines);
  for (const status of path) await fixture.shop.changeRentStatus(made.id, status);
  return { items, lines, rent: (await readRent(made.id))! };
}

/** The rent after an update, and its events. */
async function update({ id }: ShownRent, changes: Omit<UpdateRentInput, 'rentId'>) {
  await fixture.takeEvents();
  const { rent: updated } = await fixture.change(UpdateRent, { rentId: id, ...changes });
  return { updated: updated!, events: await fixture.takeEvents() };
}

describe('a new rent', () => {
  test('has the given fields, RESERVED and version 1, and rent.created contains all of it', async () => {
    const [drill, saw] = [await fixture.shop.createItem(), await fixture.shop.createItem()];
    const renter = await fixture.shop.createRenter();
    await fixture.takeEvents();
    const facts = {
      renterId: renter.id,
      lines: [
        { itemId: saw.id, quantity: 11 },
        { itemId: drill.id, quantity: 1 },
      ],
      startsAt: '2026-12-01T08:00:00.000Z',
      endsAt: '2026-12-01T08:00:00.001Z',
    };
    const made = (await fixture.change(CreateRent, facts)).rent!;
    expect(made).toEqual({
      ...facts,
      id: expect.stringMatching(/^rnt_/),
      status: 'RESERVED',
      version: 1,
      createdAt: expect.any(String),
      updatedAt: made.createdAt,
    });
    expect(await fixture.takeEvents()).toEqual([{ type: 'rent.created', data: { rent: made } }]);
    expect(await readRent(made.id)).toEqual(made);
    expect([await readItem(drill), await readItem(saw)]).toEqual([drill, saw]);
  });

  test('keeps its times to the millisecond, in UTC, from year 1 to 9999', async () => {
    const { id } = await fixture.shop.createItem();
    const times = { startsAt: '0001-01-01T02:00:00+02:00', endsAt: '9999-12-31T23:59:59.999Z' };
    const made = await fixture.shop.createRent([{ itemId: id, quantity: 1 }], times);
    expect(made).toMatchObject({ ...times, startsAt: '0001-01-01T00:00:00.000Z' });
    expect(await readRent(made.id)).toEqual(made);
    expect((await update(made, times)).events).toEqual([]);
  });
});

describe('the rents of a workspace', () => {
  test('are returned in pages, newest first, and are invisible to other workspaces', async () => {
    const other = createShop(fixture.app, await createCustomer(fixture.app));
    const { id: itemId } = await other.createItem();
    const theirs = await other.createRent([{ itemId, quantity: 1 }]);
    const rents: ShownRent[] = [];
    for (const quantity of [1, 2, 3]) rents.unshift((await rent([quantity])).rent);
    const { token } = fixture.customer;
    const first = (await fixture.app.ask(token, ListRents, { first: 2 })).rents;
    const after = first.pageInfo.endCursor;
    const second = (await fixture.app.ask(token, ListRents, { first: 2, after })).rents;
    expect([...first.nodes, ...second.nodes]).toEqual(rents);
    expect([first, second].map((page) => page.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await readRent(theirs.id)).toBeNull();
  });

  test('are also found by node(id:) until they are deleted', async () => {
    const { id } = (await rent()).rent;
    const { token } = fixture.customer;
    const found = { __typename: 'Rent', id, version: 1 };
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: found });
    await fixture.change(DeleteRent, { rentId: id });
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: null });
  });

  test('show the current state of their renter and items', async () => {
    const { id } = (await rent([1, 2])).rent;
    const { token } = fixture.customer;
    const { rent: shown } = await fixture.app.ask(token, GetRentParts, { id });
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
    'of %j reports the previous values of only those fields',
    async (keys) => {
      const { rent: before, lines } = await rent([1, 2]);
      const facts: Record<string, unknown> = {
        renterId: (await fixture.shop.createRenter()).id,
        lines: [{ itemId: (await fixture.shop.createItem()).id, quantity: 5 }, lines[1]],
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

  test('that changes only a quantity changes the lines', async () => {
    const { rent: before, lines } = await rent([1, 2]);
    const changed = [lines[0]!, { ...lines[1]!, quantity: 3 }];
    const { events } = await update(before, { renterId: before.renterId, lines: changed });
    expect(events).toMatchObject([{ type: 'rent.updated', data: { rent: { lines: changed } } }]);
    expect(events[0]!.data.previous).toEqual({ lines });
  });

  test.each<RentStatus[][]>([[[]], [['ACTIVE']], [['ACTIVE', 'RETURNED']], [['CANCELLED']]])(
    'with unchanged values (after %j) changes and publishes nothing',
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
    'of the lines is refused after %j, but renter and times can still change',
    async (path) => {
      const { rent: before, lines } = await rent([1, 2], path);
      const renterId = (await fixture.shop.createRenter()).id;
      const fewer = { rentId: before.id, lines: lines.slice(1), renterId };
      const [error] = await fixture.refuse(UpdateRent, fewer);
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
    'is gone, and rent.deleted contains it with a new version (after %j)',
    async (path) => {
      const { rent: before, items } = await rent([3], path);
      const stock = await readItem(items[0]!);
      await fixture.takeEvents();
      const { deletedId } = await fixture.change(DeleteRent, { rentId: before.id });
      expect(deletedId).toBe(before.id);
      const events = await fixture.takeEvents();
      const { updatedAt } = events[0]!.data.rent as ShownRent;
      const deleted = { ...before, version: before.version + 1, updatedAt };
      expect(events).toEqual([{ type: 'rent.deleted', data: { rent: deleted } }]);
      expect(await readRent(before.id)).toBeNull();
      expect(await readItem(items[0]!)).toEqual(stock);
      const gone = { code: 'NOT_FOUND', field: 'rentId' };
      const { id: rentId } = before;
      expect(await fixture.refuse(DeleteRent, { rentId })).toMatchObject([gone]);
      expect(await fixture.refuse(UpdateRent, { rentId })).toMatchObject([gone]);
      expect(await fixture.refuse(ChangeRentStatus, { rentId, status: 'ACTIVE' })).toMatchObject([
        gone,
      ]);
    },
  );

  test('cannot have been ACTIVE', async () => {
    const { id: rentId } = (await rent([1], ['ACTIVE'])).rent;
    const [error] = await fixture.refuse(DeleteRent, { rentId });
    expect(error).toMatchObject({ code: 'CONFLICT', field: 'rentId' });
    expect(error!.message).toContain('ACTIVE');
  });
});

describe('an item', () => {
  test.each<RentStatus[][]>([[[]], [['ACTIVE']]])(
    'in an open rent (after %j) cannot be deleted',
    async (path) => {
      const { items, rent: holder } = await rent([1, 2], path);
      for (const { id: itemId } of items) {
        const [error] = await fixture.refuse(DeleteItem, { itemId });
        expect(error).toMatchObject({ code: 'CONFLICT', field: 'itemId' });
        expect(error!.message).toContain(holder.id);
      }
    },
  );

  test.each<RentStatus[][]>([[['ACTIVE', 'RETURNED']], [['ACTIVE', 'CANCELLED']], [['CANCELLED']]])(
    'in a finished rent (after %j) can be deleted, and the line keeps its id',
    async (path) => {
      const { items, rent: finished } = await rent([1, 2], path);
      await fixture.change(DeleteItem, { itemId: items[1]!.id });
      const { id } = finished;
      const { rent: shown } = await fixture.app.ask(fixture.customer.token, GetRentParts, { id });
      expect(shown!.lines).toMatchObject([
        { itemId: items[0]!.id, item: { id: items[0]!.id } },
        { itemId: items[1]!.id, item: null },
      ]);
      expect((await readRent(id))!.lines).toEqual(finished.lines);
    },
  );

  test('can be deleted once it is removed from its rent or the rent is deleted', async () => {
    const { items, lines, rent: holder } = await rent([1, 2]);
    await update(holder, { lines: lines.slice(0, 1) });
    await fixture.change(DeleteItem, { itemId: items[1]!.id });
    await fixture.change(DeleteRent, { rentId: holder.id });
    await fixture.change(DeleteItem, { itemId: items[0]!.id });
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

test('each of several changes in one request returns the state after it', async () => {
  const { items, rent: before } = await rent([3]);
  const ids = { rentId: before.id, itemId: items[0]!.id };
  const answer = await fixture.app.ask(fixture.customer.token, SeveralChanges, ids);
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
    const token = await fixture.app.createWorkspace(`plan-${plan}`, plan);
    const shop = createShop(fixture.app, { token });
    const item = await shop.createItem();
    const made = await shop.createRent([{ itemId: item.id, quantity: 9 }]);
    const active = await shop.changeRentStatus(made.id, 'ACTIVE');
    const { rents } = await fixture.app.ask(token, ListRents, {});
    expect(rents.nodes).toEqual([active]);
  },
);
