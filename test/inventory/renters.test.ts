import { describe, expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import type { CreateRenterInput, RentStatus, UpdateRenterInput } from '../kit/graphql/graphql.ts';
import {
  CreateRenter,
  DeleteRent,
  DeleteRenter,
  GetRenter,
  ListRenters,
  UpdateRent,
  UpdateRenter,
} from '../kit/inventory-documents.ts';
import { createShop, type ShownRent, type ShownRenter } from '../kit/shop.ts';
import { GetInventoryNode, GetRentParts } from './inventory-queries.ts';
import { useInventoryFixture } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

const ada = { name: 'Ada Brown', email: 'ada.brown@example.com', phone: '+44 20 7946 0958' };

async function readRenter(id: string): Promise<ShownRenter | null> {
  return (await fixture.app.ask(fixture.customer.token, GetRenter, { id })).renter;
}

/** The renter after an update, and its events. */
async function update(renter: ShownRenter, changes: Omit<UpdateRenterInput, 'renterId'>) {
  await fixture.takeEvents();
  const answer = await fixture.change(UpdateRenter, { renterId: renter.id, ...changes });
  return { updated: answer.renter!, events: await fixture.takeEvents() };
}

describe('a new renter', () => {
  test('has the given fields and version 1, and renter.created contains all of it', async () => {
    const { renter } = await fixture.change(CreateRenter, ada);
    expect(renter).toEqual({
      ...ada,
      id: expect.stringMatching(/^rtr_/),
      version: 1,
      createdAt: expect.any(String),
      updatedAt: renter!.createdAt,
    });
    expect(await fixture.takeEvents()).toEqual([{ type: 'renter.created', data: { renter } }]);
    expect(await readRenter(renter!.id)).toEqual(renter);
  });

  test.each([{}, { email: null, phone: null }])('needs only a name (%j)', async (rest) => {
    const renter = await fixture.shop.createRenter({ name: ' Ada ', ...rest });
    expect(renter).toMatchObject({ name: 'Ada', email: null, phone: null });
  });

  test('has its texts without surrounding spaces', async () => {
    const padded = { name: ` ${ada.name}`, email: `${ada.email}  `, phone: ` ${ada.phone} ` };
    expect(await fixture.shop.createRenter(padded)).toMatchObject(ada);
  });
});

describe('the renters of a workspace', () => {
  test('are returned in pages, newest first, and are invisible to other workspaces', async () => {
    const other = createShop(fixture.app, await createCustomer(fixture.app));
    const theirs = await other.createRenter();
    const renters: ShownRenter[] = [];
    for (const name of ['a', 'b', 'c']) renters.unshift(await fixture.shop.createRenter({ name }));
    const { token } = fixture.customer;
    const first = (await fixture.app.ask(token, ListRenters, { first: 2 })).renters;
    const after = first.pageInfo.endCursor;
    const second = (await fixture.app.ask(token, ListRenters, { first: 2, after })).renters;
    expect([...first.nodes, ...second.nodes]).toEqual(renters);
    expect([first, second].map((page) => page.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await readRenter(theirs.id)).toBeNull();
  });

  test('are also found by node(id:) until they are deleted', async () => {
    const { id } = await fixture.shop.createRenter();
    const { token } = fixture.customer;
    const found = { __typename: 'Renter', id, version: 1 };
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: found });
    await fixture.change(DeleteRenter, { renterId: id });
    expect(await fixture.app.ask(token, GetInventoryNode, { id })).toEqual({ node: null });
  });
});

describe('an update', () => {
  const changes: Partial<CreateRenterInput>[] = [
    { name: 'Ada Green' },
    { email: 'ada.green@example.com' },
    { email: null },
    { phone: '1' },
    { phone: null },
    { name: 'A', email: null, phone: '2' },
  ];

  test.each(changes)('%j reports the previous values of only those fields', async (facts) => {
    const renter = await fixture.shop.createRenter(ada);
    const { updated, events } = await update(renter, facts);
    const { updatedAt } = updated;
    expect(updated).toEqual({ ...renter, ...facts, version: 2, updatedAt });
    expect(updatedAt >= renter.updatedAt).toBe(true);
    const previous = Object.fromEntries(
      Object.keys(facts).map((key) => [key, ada[key as keyof typeof ada]]),
    );
    expect(events).toEqual([{ type: 'renter.updated', data: { renter: updated, previous } }]);
    expect(await readRenter(renter.id)).toEqual(updated);
  });

  test.each([{}, ada, { name: null }, { name: ` ${ada.name} `, phone: `${ada.phone} ` }])(
    '%j changes nothing, publishes nothing and keeps the version',
    async (same) => {
      const renter = await fixture.shop.createRenter(ada);
      const { updated, events } = await update(renter, same);
      expect(updated).toEqual(renter);
      expect(events).toEqual([]);
      expect(await readRenter(renter.id)).toEqual(renter);
    },
  );

  test('that removes an unknown value changes nothing; a later one has the next version', async () => {
    const renter = await fixture.shop.createRenter();
    expect((await update(renter, { email: null, phone: null })).updated).toEqual(renter);
    const { updated, events } = await update(renter, { email: ada.email });
    expect(updated.version).toBe(2);
    expect(events[0]!.data.previous).toEqual({ email: null });
    expect((await update(renter, { email: null })).updated.version).toBe(3);
  });
});

test('a deleted renter is gone; renter.deleted contains the last state with a new version', async () => {
  const renter = await fixture.shop.createRenter(ada);
  const { updated } = await update(renter, { phone: null });
  const payload = await fixture.change(DeleteRenter, { renterId: renter.id });
  expect(payload.deletedId).toBe(renter.id);
  const events = await fixture.takeEvents();
  const { updatedAt } = events[0]!.data.renter as ShownRenter;
  const deleted = { ...updated, version: 3, updatedAt };
  expect(events).toEqual([{ type: 'renter.deleted', data: { renter: deleted } }]);
  expect(await readRenter(renter.id)).toBeNull();
  const gone = { code: 'NOT_FOUND', field: 'renterId' };
  const { id: renterId } = renter;
  expect(await fixture.refuse(DeleteRenter, { renterId })).toMatchObject([gone]);
  expect(await fixture.refuse(UpdateRenter, { renterId, name: 'x' })).toMatchObject([gone]);
});

describe('a renter', () => {
  async function rentUntil(path: readonly RentStatus[]): Promise<ShownRent> {
    const item = await fixture.shop.createItem();
    const rent = await fixture.shop.createRent([{ itemId: item.id, quantity: 1 }]);
    for (const status of path) await fixture.shop.changeRentStatus(rent.id, status);
    return rent;
  }

  test.each<RentStatus[][]>([[[]], [['ACTIVE']]])(
    'with an open rent (after %j) cannot be deleted',
    async (path) => {
      const { id, renterId } = await rentUntil(path);
      const [error] = await fixture.refuse(DeleteRenter, { renterId });
      expect(error).toMatchObject({ code: 'CONFLICT', field: 'renterId' });
      expect(error!.message).toContain(id);
    },
  );

  test.each<RentStatus[][]>([[['ACTIVE', 'RETURNED']], [['ACTIVE', 'CANCELLED']], [['CANCELLED']]])(
    'with a finished rent (after %j) can be deleted, and the rent keeps their id',
    async (path) => {
      const { id, renterId } = await rentUntil(path);
      await fixture.change(DeleteRenter, { renterId });
      const { rent } = await fixture.app.ask(fixture.customer.token, GetRentParts, { id });
      expect(rent).toMatchObject({
        renterId,
        renter: null,
        lines: [{ item: { name: 'An item' } }],
      });
      const again = { rentId: id, renterId, endsAt: '2027-01-01T00:00:00.000Z' };
      const updated = (await fixture.change(UpdateRent, again)).rent;
      expect(updated).toMatchObject({ renterId, endsAt: again.endsAt });
    },
  );

  test('can be deleted once their rent is deleted or has another renter', async () => {
    const [first, second] = [await rentUntil([]), await rentUntil([])];
    await fixture.change(UpdateRent, { rentId: first.id, renterId: second.renterId });
    await fixture.change(DeleteRenter, { renterId: first.renterId });
    await fixture.change(DeleteRent, { rentId: second.id });
    expect(await fixture.refuse(DeleteRenter, { renterId: second.renterId })).toHaveLength(1);
    await fixture.change(DeleteRent, { rentId: first.id });
    await fixture.change(DeleteRenter, { renterId: second.renterId });
  });
});
