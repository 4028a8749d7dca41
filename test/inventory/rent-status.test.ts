import { describe, expect, test } from '@jest/globals';
import type { RentStatus } from '../kit/graphql/graphql.ts';
import { ChangeRentStatus, GetItem, GetRent, UpdateItem } from '../kit/inventory-documents.ts';
import type { ShownItem, ShownRent } from '../kit/shop.ts';
import { useInventoryFixture } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

async function readItem({ id }: ShownItem): Promise<ShownItem> {
  return (await fixture.app.ask(fixture.customer.token, GetItem, { id })).item!;
}

async function readRent({ id }: ShownRent): Promise<ShownRent> {
  return (await fixture.app.ask(fixture.customer.token, GetRent, { id })).rent!;
}

/** Changes the status and returns the events. */
async function change({ id: rentId }: ShownRent, status: RentStatus) {
  await fixture.takeEvents();
  const { rent } = await fixture.change(ChangeRentStatus, { rentId, status });
  return { rent: rent!, events: await fixture.takeEvents() };
}

async function rentOf(item: ShownItem, quantity: number): Promise<ShownRent> {
  return fixture.shop.createRent([{ itemId: item.id, quantity }]);
}

/** The path to each status. */
const paths: Record<RentStatus, readonly RentStatus[]> = {
  RESERVED: [],
  ACTIVE: ['ACTIVE'],
  RETURNED: ['ACTIVE', 'RETURNED'],
  CANCELLED: ['CANCELLED'],
};

/** Allowed next statuses. */
const allowed: Record<RentStatus, readonly RentStatus[]> = {
  RESERVED: ['ACTIVE', 'CANCELLED'],
  ACTIVE: ['RETURNED', 'CANCELLED'],
  RETURNED: [],
  CANCELLED: [],
};

const statuses = Object.keys(paths) as RentStatus[];
const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

/** Creates a rent of 3 of 10 pieces in this status. */
async function reach(status: RentStatus): Promise<{ item: ShownItem; rent: ShownRent }> {
  const item = await fixture.shop.createItem();
  const rent = await rentOf(item, 3);
  for (const next of paths[status]) await fixture.shop.changeRentStatus(rent.id, next);
  return { item: await readItem(item), rent: await readRent(rent) };
}

describe('a rent', () => {
  test.each(pairs.filter(([from, to]) => allowed[from].includes(to)))(
    'changes from %s to %s with a new version, and rent.status_changed contains both',
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
    'does not change from %s to %s, and the error says what is allowed',
    async (from, to) => {
      const { rent } = await reach(from);
      const errors = await fixture.refuse(ChangeRentStatus, { rentId: rent.id, status: to });
      const rest =
        allowed[from].length > 0
          ? `only to ${allowed[from].join(' or ')}`
          : 'or to any other status';
      const message = `A rent cannot change from ${from} to ${to}, ${rest}.`;
      expect(errors).toEqual([{ code: 'CONFLICT', field: 'status', message }]);
    },
  );
});

describe('the stock', () => {
  test('excludes the pieces of an ACTIVE rent, with a new version but no item.updated', async () => {
    const { item, rent } = await reach('RESERVED');
    expect(item).toMatchObject({ quantityInStock: 10, version: 1 });
    const { rent: active, events } = await change(rent, 'ACTIVE');
    expect(events.map(({ type }) => type)).toEqual(['rent.status_changed']);
    const { updatedAt } = active;
    expect(await readItem(item)).toEqual({ ...item, quantityInStock: 7, version: 2, updatedAt });
  });

  test.each<RentStatus>(['RETURNED', 'CANCELLED'])(
    'returns when an ACTIVE rent becomes %s, without item.updated',
    async (status) => {
      const { item, rent } = await reach('ACTIVE');
      const { events } = await change(rent, status);
      expect(events.map(({ type }) => type)).toEqual(['rent.status_changed']);
      expect(await readItem(item)).toMatchObject({ quantityInStock: 10, version: 3 });
    },
  );

  test('does not change when a RESERVED rent is CANCELLED', async () => {
    const { item, rent } = await reach('RESERVED');
    await change(rent, 'CANCELLED');
    expect(await readItem(item)).toEqual(item);
  });

  test('is added to a quantity that was set in the meantime', async () => {
    const { item, rent } = await reach('ACTIVE');
    await fixture.change(UpdateItem, { itemId: item.id, quantityInStock: 20 });
    await change(rent, 'RETURNED');
    expect(await readItem(item)).toMatchObject({ quantityInStock: 23, version: 4 });
  });

  test('can drop to 0 but not below; the error names each item with too little stock', async () => {
    const drill = await fixture.shop.createItem({ name: 'Drill', quantityInStock: 3 });
    const saw = await fixture.shop.createItem({ name: 'Saw', quantityInStock: 1 });
    const lines = [
      { itemId: drill.id, quantity: 3 },
      { itemId: saw.id, quantity: 2 },
    ];
    const tooMany = await fixture.shop.createRent(lines);
    const errors = await fixture.refuse(ChangeRentStatus, { rentId: tooMany.id, status: 'ACTIVE' });
    const message = `Saw (${saw.id}): 2 requested, 1 in stock.`;
    expect(errors).toEqual([{ code: 'CONFLICT', field: null, message }]);
    await change(await rentOf(drill, 3), 'ACTIVE');
    expect(await readItem(drill)).toMatchObject({ quantityInStock: 0 });
    const both = await fixture.refuse(ChangeRentStatus, { rentId: tooMany.id, status: 'ACTIVE' });
    expect(both.map((error) => error.message)).toEqual([
      `Drill (${drill.id}): 3 requested, 0 in stock.`,
      message,
    ]);
  });

  test('is correct after the changes of many rents', async () => {
    const item = await fixture.shop.createItem();
    const [first, second, third] = [
      await rentOf(item, 4),
      await rentOf(item, 6),
      await rentOf(item, 4),
    ];
    await change(first, 'ACTIVE');
    await change(second, 'ACTIVE');
    await fixture.refuse(ChangeRentStatus, { rentId: third.id, status: 'ACTIVE' });
    await change(first, 'RETURNED');
    await change(third, 'ACTIVE');
    await change(second, 'CANCELLED');
    expect(await readItem(item)).toMatchObject({ quantityInStock: 6, version: 6 });
  });
});

describe('low stock', () => {
  test('caused by a rent is reported with the item after the change', async () => {
    const item = await fixture.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const { events } = await change(await rentOf(item, 3), 'ACTIVE');
    const left = await readItem(item);
    expect(left).toMatchObject({ quantityInStock: 2, version: 2 });
    expect(events).toMatchObject([{ type: 'item.low_stock' }, { type: 'rent.status_changed' }]);
    expect(events[0]!.data).toEqual({ item: left });
  });

  test('is not reported if a rent leaves exactly the minimum', async () => {
    const item = await fixture.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const { events } = await change(await rentOf(item, 2), 'ACTIVE');
    expect(events).toMatchObject([{ type: 'rent.status_changed' }]);
  });

  test('is reported once per crossing, whatever moves the stock', async () => {
    const item = await fixture.shop.createItem({ quantityInStock: 5, minimumQuantity: 3 });
    const [first, second, third] = [
      await rentOf(item, 3),
      await rentOf(item, 1),
      await rentOf(item, 1),
    ];
    const { changeRentStatus } = fixture.shop;
    const update = { itemId: item.id };
    await changeRentStatus(first.id, 'ACTIVE'); // 2 of 3: the first crossing
    await changeRentStatus(second.id, 'ACTIVE'); // 1
    await changeRentStatus(second.id, 'RETURNED'); // 2, still below
    await changeRentStatus(first.id, 'CANCELLED'); // 5, recovered
    await fixture.change(UpdateItem, { ...update, minimumQuantity: 5 });
    await changeRentStatus(third.id, 'ACTIVE'); // 4 of 5: the second
    await fixture.change(UpdateItem, { ...update, minimumQuantity: 4 });
    await fixture.change(UpdateItem, { ...update, minimumQuantity: 6 }); // the third
    const events = await fixture.takeEvents();
    const reported = events.filter(({ type }) => type === 'item.low_stock');
    expect(reported.map(({ data }) => (data.item as ShownItem).version)).toEqual([2, 7, 9]);
  });

  test('is reported for each of 100 items that one rent takes', async () => {
    const items: ShownItem[] = [];
    for (let n = 0; n < 100; n += 20) {
      const some = Array.from({ length: 20 }, () =>
        fixture.shop.createItem({ quantityInStock: 1, minimumQuantity: 1 }),
      );
      items.push(...(await Promise.all(some)));
    }
    const lines = items.map(({ id: itemId }) => ({ itemId, quantity: 1 }));
    const { rent, events } = await change(await fixture.shop.createRent(lines), 'ACTIVE');
    const reported = events.filter(({ type }) => type === 'item.low_stock');
    const ids = reported.map(({ data }) => (data.item as ShownItem).id);
    expect(ids.sort()).toEqual(items.map(({ id }) => id).sort());
    const { lines: changed } = events.at(-1)!.data.rent as ShownRent;
    expect([events.length, changed]).toEqual([101, lines]);
    expect((await change(rent, 'RETURNED')).events).toHaveLength(1);
  });
});
