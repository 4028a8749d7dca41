import { describe, expect, test } from '@jest/globals';
import type { RentStatus } from '../kit/graphql/graphql.ts';
import { ChangeRentStatus, GetItem, GetRent, UpdateItem } from '../kit/inventory-documents.ts';
import type { ShownItem, ShownRent } from '../kit/shop.ts';
import { setInventoryScene } from './inventory-scene.ts';

const scene = setInventoryScene();

async function readItem({ id }: ShownItem): Promise<ShownItem> {
  return (await scene.app.ask(scene.customer.token, GetItem, { id })).item!;
}

async function readRent({ id }: ShownRent): Promise<ShownRent> {
  return (await scene.app.ask(scene.customer.token, GetRent, { id })).rent!;
}

/** The events of one change of status. */
async function change({ id: rentId }: ShownRent, status: RentStatus) {
  await scene.takeEvents();
  const { rent } = await scene.change(ChangeRentStatus, { rentId, status });
  return { rent: rent!, events: await scene.takeEvents() };
}

async function rentOf(item: ShownItem, quantity: number): Promise<ShownRent> {
  return scene.shop.createRent([{ itemId: item.id, quantity }]);
}

/** How a rent comes to each status. */
const paths: Record<RentStatus, readonly RentStatus[]> = {
  RESERVED: [],
  ACTIVE: ['ACTIVE'],
  RETURNED: ['ACTIVE', 'RETURNED'],
  CANCELLED: ['CANCELLED'],
};

/** What may follow each status. */
const allowed: Record<RentStatus, readonly RentStatus[]> = {
  RESERVED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['RETURNED', 'CANCELLED'],
  RETURNED: [],
  CANCELLED: [],
};

const statuses = Object.keys(paths) as RentStatus[];
const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

/** A rent of 3 of 10 pieces that has come to this status. */
async function reach(status: RentStatus): Promise<{ item: ShownItem; rent: ShownRent }> {
  const item = await scene.shop.createItem();
  const rent = await rentOf(item, 3);
  for (const next of paths[status]) await scene.shop.changeRentStatus(rent.id, next);
  return { item: await readItem(item), rent: await readRent(rent) };
}

describe('a rent', () => {
  test.each(pairs.filter(([from, to]) => allowed[from].includes(to)))(
    'goes from %s to %s, under a new version, and rent.status_changed tells both',
    async (from, to) => {
      const { rent: before } = await reach(from);
      const { rent, events } = await change(before, to);
      const { updatedAt } = rent;
      expect(rent).toEqual({ ...before, status: to, version: before.version + 1, updatedAt });
      expect(events).toEqual([
        { type: 'rent.status_changed', data: { rent, previousStatus: from } },
      ]);
      expect(await readRent(before)).toEqual(rent);
    },
  );

  test.each(pairs.filter(([from, to]) => !allowed[from].includes(to)))(
    'does not go from %s to %s, and says what is allowed',
    async (from, to) => {
      const { rent } = await reach(from);
      const errors = await scene.refuse(ChangeRentStatus, { rentId: rent.id, status: to });
      const rest =
        allowed[from].length > 0
          ? `only to ${allowed[from].join(' or ')}`
          : 'nor to any other status';
      const message = `A rent cannot go from ${from} to ${to}, ${rest}.`;
      expect(errors).toEqual([{ code: 'CONFLICT', field: 'status', message }]);
    },
  );
});

describe('the stock', () => {
  test('of an item is less by what an ACTIVE rent has, under a new version, without item.updated', async () => {
    const { item, rent } = await reach('RESERVED');
    expect(item).toMatchObject({ quantityInStock: 10, version: 1 });
    const { rent: active, events } = await change(rent, 'ACTIVE');
    expect(events.map(({ type }) => type)).toEqual(['rent.status_changed']);
    const { updatedAt } = active;
    expect(await readItem(item)).toEqual({ ...item, quantityInStock: 7, version: 2, updatedAt });
  });

  test.each<RentStatus>(['RETURNED', 'CANCELLED'])(
    'comes back when a rent that was ACTIVE is %s, without item.updated',
    async (status) => {
      const { item, rent } = await reach('ACTIVE');
      const { events } = await change(rent, status);
      expect(events.map(({ type }) => type)).toEqual(['rent.status_changed']);
      expect(await readItem(item)).toMatchObject({ quantityInStock: 10, version: 3 });
    },
  );

  test('does not move when a rent is CANCELLED that was RESERVED', async () => {
    const { item, rent } = await reach('RESERVED');
    await change(rent, 'CANCELLED');
    expect(await readItem(item)).toEqual(item);
  });

  test('comes back to what it was set to while the pieces were out', async () => {
    const { item, rent } = await reach('ACTIVE');
    await scene.change(UpdateItem, { itemId: item.id, quantityInStock: 20 });
    await change(rent, 'RETURNED');
    expect(await readItem(item)).toMatchObject({ quantityInStock: 23, version: 4 });
  });

  test('goes to nothing and not below: who wants more is told which item has too few', async () => {
    const drill = await scene.shop.createItem({ name: 'Drill', quantityInStock: 3 });
    const saw = await scene.shop.createItem({ name: 'Saw', quantityInStock: 1 });
    const lines = [
      { itemId: drill.id, quantity: 3 },
      { itemId: saw.id, quantity: 2 },
    ];
    const tooMany = await scene.shop.createRent(lines);
    const errors = await scene.refuse(ChangeRentStatus, { rentId: tooMany.id, status: 'ACTIVE' });
    const message = `Saw (${saw.id}): 2 wanted, 1 in stock.`;
    expect(errors).toEqual([{ code: 'CONFLICT', field: null, message }]);
    await change(await rentOf(drill, 3), 'ACTIVE');
    expect(await readItem(drill)).toMatchObject({ quantityInStock: 0 });
    const both = await scene.refuse(ChangeRentStatus, { rentId: tooMany.id, status: 'ACTIVE' });
    expect(both.map((error) => error.message)).toEqual([
      `Drill (${drill.id}): 3 wanted, 0 in stock.`,
      message,
    ]);
  });

  test('is what the changes of many rents leave', async () => {
    const item = await scene.shop.createItem();
    const [first, second, third] = [
      await rentOf(item, 4),
      await rentOf(item, 6),
      await rentOf(item, 4),
    ];
    await change(first, 'ACTIVE');
    await change(second, 'ACTIVE');
    await scene.refuse(ChangeRentStatus, { rentId: third.id, status: 'ACTIVE' });
    await change(first, 'RETURNED');
    await change(third, 'ACTIVE');
    await change(second, 'CANCELLED');
    expect(await readItem(item)).toMatchObject({ quantityInStock: 6, version: 6 });
  });
});

describe('low stock', () => {
  test('by a rent that goes ACTIVE is told with the item as it is left', async () => {
    const item = await scene.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const { events } = await change(await rentOf(item, 3), 'ACTIVE');
    const left = await readItem(item);
    expect(left).toMatchObject({ quantityInStock: 2, version: 2 });
    expect(events).toMatchObject([{ type: 'item.low_stock' }, { type: 'rent.status_changed' }]);
    expect(events[0]!.data).toEqual({ item: left });
  });

  test('is not told of a rent that leaves the minimum', async () => {
    const item = await scene.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const { events } = await change(await rentOf(item, 2), 'ACTIVE');
    expect(events).toMatchObject([{ type: 'rent.status_changed' }]);
  });

  test('is told once a crossing, whatever moved the stock back and forth', async () => {
    const item = await scene.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const [first, second, third] = [
      await rentOf(item, 3),
      await rentOf(item, 1),
      await rentOf(item, 1),
    ];
    const { changeRentStatus } = scene.shop;
    const update = { itemId: item.id };
    await changeRentStatus(first.id, 'ACTIVE'); // 2 of 3: the first crossing
    await changeRentStatus(second.id, 'ACTIVE'); // 1
    await changeRentStatus(second.id, 'RETURNED'); // 2, still below
    await changeRentStatus(first.id, 'CANCELLED'); // 5, recovered
    await scene.change(UpdateItem, { ...update, minimumQuantity: 5 });
    await changeRentStatus(third.id, 'ACTIVE'); // 4 of 5: the second
    await scene.change(UpdateItem, { ...update, minimumQuantity: 4 });
    await scene.change(UpdateItem, { ...update, minimumQuantity: 6 }); // the third
    const events = await scene.takeEvents();
    const told = events.filter(({ type }) => type === 'item.low_stock');
    expect(told.map(({ data }) => (data.item as ShownItem).version)).toEqual([2, 7, 9]);
  });

  test('of each of 100 items is told when one rent takes them all', async () => {
    const items: ShownItem[] = [];
    for (let n = 0; n < 100; n += 20) {
      const some = Array.from({ length: 20 }, () =>
        scene.shop.createItem({ quantityInStock: 1, minimumQuantity: 1 }),
      );
      items.push(...(await Promise.all(some)));
    }
    const lines = items.map(({ id: itemId }) => ({ itemId, quantity: 1 }));
    const { rent, events } = await change(await scene.shop.createRent(lines), 'ACTIVE');
    const told = events.filter(({ type }) => type === 'item.low_stock');
    const ids = told.map(({ data }) => (data.item as ShownItem).id);
    expect(ids.sort()).toEqual(items.map(({ id }) => id).sort());
    const { lines: changed } = events.at(-1)!.data.rent as ShownRent;
    expect([events.length, changed]).toEqual([101, lines]);
    expect((await change(rent, 'RETURNED')).events).toHaveLength(1);
  });
});
