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
import { setInventoryScene } from './inventory-scene.ts';

const scene = setInventoryScene();

const ada = { name: 'Ada Brown', email: 'ada.brown@example.com', phone: '+44 20 7946 0958' };

async function readRenter(id: string): Promise<ShownRenter | null> {
  return (await scene.app.ask(scene.customer.token, GetRenter, { id })).renter;
}

/** The renter after an update, and the events of it. */
async function update(renter: ShownRenter, changes: Omit<UpdateRenterInput, 'renterId'>) {
  await scene.takeEvents();
  const answer = await scene.change(UpdateRenter, { renterId: renter.id, ...changes });
  return { updated: answer.renter!, events: await scene.takeEvents() };
}

describe('a new renter', () => {
  test('is who was asked for, at version 1, and renter.created has them whole', async () => {
    const { renter } = await scene.change(CreateRenter, ada);
    expect(renter).toEqual({
      ...ada,
      id: expect.stringMatching(/^rtr_/),
      version: 1,
      createdAt: expect.any(String),
      updatedAt: renter!.createdAt,
    });
    expect(await scene.takeEvents()).toEqual([{ type: 'renter.created', data: { renter } }]);
    expect(await readRenter(renter!.id)).toEqual(renter);
  });

  test.each([{}, { email: null, phone: null }])('may be known by the name (%j)', async (rest) => {
    const renter = await scene.shop.createRenter({ name: ' Ada ', ...rest });
    expect(renter).toMatchObject({ name: 'Ada', email: null, phone: null });
  });

  test('has all texts without the blanks around them', async () => {
    const padded = { name: ` ${ada.name}`, email: `${ada.email}  `, phone: ` ${ada.phone} ` };
    expect(await scene.shop.createRenter(padded)).toMatchObject(ada);
  });
});

describe('the renters of a workspace', () => {
  test('come in pages, newest first, and nobody else sees them', async () => {
    const other = createShop(scene.app, await createCustomer(scene.app));
    const theirs = await other.createRenter();
    const renters: ShownRenter[] = [];
    for (const name of ['a', 'b', 'c']) renters.unshift(await scene.shop.createRenter({ name }));
    const { token } = scene.customer;
    const first = (await scene.app.ask(token, ListRenters, { first: 2 })).renters;
    const after = first.pageInfo.endCursor;
    const second = (await scene.app.ask(token, ListRenters, { first: 2, after })).renters;
    expect([...first.nodes, ...second.nodes]).toEqual(renters);
    expect([first, second].map((page) => page.pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await readRenter(theirs.id)).toBeNull();
  });

  test('are found by node(id:) as well, until they are deleted', async () => {
    const { id } = await scene.shop.createRenter();
    const { token } = scene.customer;
    const found = { __typename: 'Renter', id, version: 1 };
    expect(await scene.app.ask(token, GetInventoryNode, { id })).toEqual({ node: found });
    await scene.change(DeleteRenter, { renterId: id });
    expect(await scene.app.ask(token, GetInventoryNode, { id })).toEqual({ node: null });
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

  test.each(changes)('%j tells the previous values of that and of nothing else', async (facts) => {
    const renter = await scene.shop.createRenter(ada);
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
      const renter = await scene.shop.createRenter(ada);
      const { updated, events } = await update(renter, same);
      expect(updated).toEqual(renter);
      expect(events).toEqual([]);
      expect(await readRenter(renter.id)).toEqual(renter);
    },
  );

  test('that removes what is not known changes nothing; a later one has the next version', async () => {
    const renter = await scene.shop.createRenter();
    expect((await update(renter, { email: null, phone: null })).updated).toEqual(renter);
    const { updated, events } = await update(renter, { email: ada.email });
    expect(updated.version).toBe(2);
    expect(events[0]!.data.previous).toEqual({ email: null });
    expect((await update(renter, { email: null })).updated.version).toBe(3);
  });
});

test('a deleted renter is gone, and renter.deleted has them as last known under a new version', async () => {
  const renter = await scene.shop.createRenter(ada);
  const { updated } = await update(renter, { phone: null });
  const payload = await scene.change(DeleteRenter, { renterId: renter.id });
  expect(payload.deletedId).toBe(renter.id);
  const events = await scene.takeEvents();
  const { updatedAt } = events[0]!.data.renter as ShownRenter;
  const deleted = { ...updated, version: 3, updatedAt };
  expect(events).toEqual([{ type: 'renter.deleted', data: { renter: deleted } }]);
  expect(await readRenter(renter.id)).toBeNull();
  const gone = { code: 'NOT_FOUND', field: 'renterId' };
  const { id: renterId } = renter;
  expect(await scene.refuse(DeleteRenter, { renterId })).toMatchObject([gone]);
  expect(await scene.refuse(UpdateRenter, { renterId, name: 'x' })).toMatchObject([gone]);
});

describe('a renter', () => {
  async function rentUntil(path: readonly RentStatus[]): Promise<ShownRent> {
    const item = await scene.shop.createItem();
    const rent = await scene.shop.createRent([{ itemId: item.id, quantity: 1 }]);
    for (const status of path) await scene.shop.changeRentStatus(rent.id, status);
    return rent;
  }

  test.each<RentStatus[][]>([[[]], [['ACTIVE']]])(
    'of an open rent (after %j) is not deleted',
    async (path) => {
      const { id, renterId } = await rentUntil(path);
      const [error] = await scene.refuse(DeleteRenter, { renterId });
      expect(error).toMatchObject({ code: 'CONFLICT', field: 'renterId' });
      expect(error!.message).toContain(id);
    },
  );

  test.each<RentStatus[][]>([[['ACTIVE', 'RETURNED']], [['ACTIVE', 'CANCELLED']], [['CANCELLED']]])(
    'of a finished rent (after %j) can be deleted, and the rent keeps their id',
    async (path) => {
      const { id, renterId } = await rentUntil(path);
      await scene.change(DeleteRenter, { renterId });
      const { rent } = await scene.app.ask(scene.customer.token, GetRentParts, { id });
      expect(rent).toMatchObject({
        renterId,
        renter: null,
        lines: [{ item: { name: 'An item' } }],
      });
      const again = { rentId: id, renterId, endsAt: '2027-01-01T00:00:00.000Z' };
      const updated = (await scene.change(UpdateRent, again)).rent;
      expect(updated).toMatchObject({ renterId, endsAt: again.endsAt });
    },
  );

  test('whose rent is deleted, or has another renter now, can be deleted', async () => {
    const [first, second] = [await rentUntil([]), await rentUntil([])];
    await scene.change(UpdateRent, { rentId: first.id, renterId: second.renterId });
    await scene.change(DeleteRenter, { renterId: first.renterId });
    await scene.change(DeleteRent, { rentId: second.id });
    expect(await scene.refuse(DeleteRenter, { renterId: second.renterId })).toHaveLength(1);
    await scene.change(DeleteRent, { rentId: first.id });
    await scene.change(DeleteRenter, { renterId: second.renterId });
  });
});
