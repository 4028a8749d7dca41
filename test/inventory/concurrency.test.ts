import { describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import type { RentStatus } from '../kit/graphql/graphql.ts';
import {
  ChangeRentStatus,
  CreateRent,
  DeleteItem,
  DeleteRenter,
  GetItem,
  ListRents,
  UpdateItem,
  UpdateRent,
} from '../kit/inventory-documents.ts';
import type { ShownItem, ShownRent } from '../kit/shop.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { ListRentParts } from './inventory-queries.ts';
import { useInventoryFixture, type ShownError } from './inventory-fixture.ts';

const fixture = useInventoryFixture();

const times = { startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' };

/** Makes this many calls at once. */
function atOnce<T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

/** User errors of a mutation; empty on success. Throws on an internal error. */
type ReportedErrors = readonly ShownError[];

async function changeStatus(
  { id: rentId }: { id: string },
  status: RentStatus,
): Promise<ReportedErrors> {
  const input = { rentId, status };
  const answer = await fixture.app.ask(fixture.customer.token, ChangeRentStatus, { input });
  return answer.changeRentStatus.userErrors;
}

async function updateRent(
  { id: rentId }: { id: string },
  changes: Partial<ShownRent>,
): Promise<ReportedErrors> {
  const input = { rentId, ...changes };
  return (await fixture.app.ask(fixture.customer.token, UpdateRent, { input })).updateRent
    .userErrors;
}

async function createRent(renterId: string, itemId: string): Promise<ReportedErrors> {
  const input = { renterId, lines: [{ itemId, quantity: 1 }], ...times };
  return (await fixture.app.ask(fixture.customer.token, CreateRent, { input })).createRent
    .userErrors;
}

async function deleteItem(itemId: string): Promise<ReportedErrors> {
  const { token } = fixture.customer;
  return (await fixture.app.ask(token, DeleteItem, { input: { itemId } })).deleteItem.userErrors;
}

async function deleteRenter(renterId: string): Promise<ReportedErrors> {
  const { token } = fixture.customer;
  return (await fixture.app.ask(token, DeleteRenter, { input: { renterId } })).deleteRenter
    .userErrors;
}

async function readItem({ id }: ShownItem): Promise<ShownItem> {
  return (await fixture.app.ask(fixture.customer.token, GetItem, { id })).item!;
}

async function listRents(): Promise<ShownRent[]> {
  return (await fixture.app.ask(fixture.customer.token, ListRents, {})).rents.nodes;
}

/** Creates this many rents with these lines for one renter. */
async function makeRents(
  count: number,
  linesOf: (index: number) => { itemId: string; quantity: number }[],
): Promise<ShownRent[]> {
  const { id: renterId } = await fixture.shop.createRenter();
  return atOnce(count, (index) => fixture.shop.createRent(linesOf(index), { renterId }));
}

/** Number of successful calls, which have no errors. */
function countDone(reported: readonly ReportedErrors[]): number {
  return reported.filter((errors) => errors.length === 0).length;
}

describe('of rents that become ACTIVE at once for the last pieces', () => {
  test.each([
    [2, 1],
    [20, 1],
    [20, 7],
  ])('%i for %i, as many win as there are pieces', async (count, pieces) => {
    const stock = { name: 'Drill', quantityInStock: pieces, minimumQuantity: pieces };
    const item = await fixture.shop.createItem(stock);
    const rents = await makeRents(count, () => [{ itemId: item.id, quantity: 1 }]);
    const reported = await Promise.all(rents.map((rent) => changeStatus(rent, 'ACTIVE')));
    expect(countDone(reported)).toBe(pieces);
    const message = `Drill (${item.id}): 1 requested, 0 in stock.`;
    for (const errors of reported.filter(({ length }) => length > 0)) {
      expect(errors).toMatchObject([{ code: 'CONFLICT', field: null, message }]);
    }
    expect(await readItem(item)).toMatchObject({ quantityInStock: 0, version: 1 + pieces });
    const winners = rents.filter((_, index) => reported[index]!.length === 0).map(({ id }) => id);
    const active = (await listRents()).filter(({ status }) => status === 'ACTIVE');
    expect(active.map(({ id }) => id).sort()).toEqual(winners.sort());
    const types = (await fixture.takeEvents()).map(({ type }) => type);
    expect(types.filter((type) => type === 'rent.status_changed')).toHaveLength(pieces);
    expect(types.filter((type) => type === 'item.low_stock')).toHaveLength(1);
  });
});

test('rents with the same items in opposite order do not deadlock', async () => {
  const items = await atOnce(4, () => fixture.shop.createItem({ quantityInStock: 100 }));
  const lines = items.map(({ id: itemId }) => ({ itemId, quantity: 1 }));
  const rents = await makeRents(20, (n) => (n % 2 === 0 ? lines : lines.toReversed()));
  const reported = await Promise.all(rents.map((rent) => changeStatus(rent, 'ACTIVE')));
  const [back] = await Promise.all([
    Promise.all(rents.map((rent) => changeStatus(rent, 'RETURNED'))),
    makeRents(10, (n) => (n % 2 === 0 ? lines.toReversed() : lines)),
  ]);
  expect([countDone(reported), countDone(back)]).toEqual([20, 20]);
  for (const item of items) {
    expect(await readItem(item)).toMatchObject({ quantityInStock: 100, version: 41 });
  }
});

describe('a status requested many times at once', () => {
  test('changes once, and stock moves once', async () => {
    const item = await fixture.shop.createItem();
    const [rent] = await makeRents(1, () => [{ itemId: item.id, quantity: 3 }]);
    const reported = await atOnce(20, () => changeStatus(rent!, 'ACTIVE'));
    expect(countDone(reported)).toBe(1);
    const message = 'A rent cannot change from ACTIVE to ACTIVE, only to RETURNED or CANCELLED.';
    const refused = { code: 'CONFLICT', field: 'status', message };
    for (const [error] of reported) if (error) expect(error).toMatchObject(refused);
    expect(await readItem(item)).toMatchObject({ quantityInStock: 7, version: 2 });
    const back = await atOnce(20, (n) => changeStatus(rent!, n % 2 ? 'RETURNED' : 'CANCELLED'));
    expect(countDone(back)).toBe(1);
    expect(await readItem(item)).toMatchObject({ quantityInStock: 10, version: 3 });
    const [{ status, version }] = (await listRents()) as [ShownRent];
    expect([['RETURNED', 'CANCELLED'].includes(status), version]).toEqual([true, 3]);
  });

  test('uses the final lines of the rent', async () => {
    const items = await atOnce(10, () => fixture.shop.createItem());
    const rents = await makeRents(10, (n) => [{ itemId: items[n]!.id, quantity: 1 }]);
    await Promise.all(
      rents.flatMap((rent) => {
        const lines = rent.lines.map((line) => ({ ...line, quantity: 4 }));
        return [changeStatus(rent, 'ACTIVE'), updateRent(rent, { lines })];
      }),
    );
    for (const { lines, status } of await listRents()) {
      expect(status).toBe('ACTIVE');
      const item = items.find(({ id }) => id === lines[0]!.itemId)!;
      expect(await readItem(item)).toMatchObject({ quantityInStock: 10 - lines[0]!.quantity });
    }
  });
});

describe('an object deleted while a rent is being created or changed to use it', () => {
  /** Expects either the deletion or the rent to succeed, but not both. */
  function expectOne(held: ReportedErrors, deleted: ReportedErrors, place: string): void {
    const isDeleted = deleted.length === 0;
    expect(held).toMatchObject(isDeleted ? [{ code: 'NOT_FOUND', field: place }] : []);
    expect(deleted).toMatchObject(isDeleted ? [] : [{ code: 'CONFLICT' }]);
  }

  /** Runs 20 rounds, some in parallel, and expects every open rent to be complete. */
  async function race(round: () => Promise<void>): Promise<void> {
    for (let n = 0; n < 20; n += 4) await atOnce(4, round);
    const { rents } = await fixture.app.ask(fixture.customer.token, ListRentParts, {});
    for (const { status, renter, lines } of rents.nodes) {
      expect(status).toBe('RESERVED');
      expect([renter, ...lines.map(({ item }) => item)]).not.toContain(null);
    }
  }

  test('(an item) is not part of a new rent', async () => {
    const renter = await fixture.shop.createRenter();
    await race(async () => {
      const { id } = await fixture.shop.createItem();
      const [held, gone] = await Promise.all([createRent(renter.id, id), deleteItem(id)]);
      expectOne(held, gone, 'lines.0.itemId');
    });
  });

  test('(a renter) does not have a new rent', async () => {
    const item = await fixture.shop.createItem();
    await race(async () => {
      const { id } = await fixture.shop.createRenter();
      const [held, gone] = await Promise.all([createRent(id, item.id), deleteRenter(id)]);
      expectOne(held, gone, 'renterId');
    });
  });

  test('(an item) is not added to a rent', async () => {
    const { id: itemId } = await fixture.shop.createItem();
    const line = { itemId, quantity: 1 };
    const { id: renterId } = await fixture.shop.createRenter();
    await race(async () => {
      const rent = await fixture.shop.createRent([line], { renterId });
      const { id } = await fixture.shop.createItem();
      const lines = [line, { itemId: id, quantity: 1 }];
      const [held, gone] = await Promise.all([updateRent(rent, { lines }), deleteItem(id)]);
      expectOne(held, gone, 'lines.1.itemId');
    });
  });

  test('(a renter) does not take over a rent', async () => {
    const { id: itemId } = await fixture.shop.createItem();
    const first = await fixture.shop.createRenter();
    await race(async () => {
      const lines = [{ itemId, quantity: 1 }];
      const rent = await fixture.shop.createRent(lines, { renterId: first.id });
      const { id } = await fixture.shop.createRenter();
      const change = updateRent(rent, { renterId: id });
      const [held, gone] = await Promise.all([change, deleteRenter(id)]);
      expectOne(held, gone, 'renterId');
    });
  });
});

describe('concurrent changes of one item', () => {
  test('have the versions 1 to n, each with the values of the one before', async () => {
    const item = await fixture.shop.createItem({ name: 'Drill 0' });
    await atOnce(20, (n) =>
      fixture.change(UpdateItem, { itemId: item.id, name: `Drill ${n + 1}` }),
    );
    const updates = (await fixture.takeEvents()).filter(({ type }) => type === 'item.updated');
    const chain = updates.map(({ data }) => data as { item: ShownItem; previous: object });
    chain.sort((one, other) => one.item.version - other.item.version);
    const versions = chain.map((data) => data.item.version);
    expect(versions).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
    const before = [item, ...chain.map((data) => data.item)];
    expect(chain.map(({ previous }) => previous)).toEqual(
      before.slice(0, -1).map(({ name }) => ({ name })),
    );
    expect(await readItem(item)).toEqual(before.at(-1));
  });

  test('lose none of the pieces that rents take in the meantime', async () => {
    const item = await fixture.shop.createItem({ quantityInStock: 50 });
    const rents = await makeRents(10, () => [{ itemId: item.id, quantity: 2 }]);
    await Promise.all([
      ...rents.map((rent) => fixture.shop.changeRentStatus(rent.id, 'ACTIVE')),
      ...rents.map(({ id }) => fixture.change(UpdateItem, { itemId: item.id, name: `for ${id}` })),
    ]);
    expect(await readItem(item)).toMatchObject({ quantityInStock: 30, version: 21 });
    const types = (await fixture.takeEvents()).map(({ type }) => type);
    expect(types.filter((type) => type === 'item.updated')).toHaveLength(10);
  });
});

test('of two updates that deadlock over SKUs, one gets CONFLICT', async () => {
  const [drill, saw] = [
    await fixture.shop.createItem({ sku: 'D' }),
    await fixture.shop.createItem({ sku: 'S' }),
  ];
  const other = new Client({ connectionString: fixture.app.databaseUrl });
  await other.connect();
  try {
    // The other session detects the deadlock later than the API's connection, so the API's one is aborted.
    await other.query("begin; set local deadlock_timeout = '60s'");
    await setSku(other, saw, 'X');
    const asked = fixture.app.ask(fixture.customer.token, UpdateItem, {
      input: { itemId: drill.id, sku: 'S' },
    });
    await waitUntil('the update waits for the SKU', hasWaiting);
    const circle = setSku(other, drill, 'Y');
    const { userErrors } = (await asked).updateItem;
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', field: 'sku' }]);
    await circle;
  } finally {
    await other.query('rollback');
    await other.end();
  }
  expect([await readItem(drill), await readItem(saw)]).toEqual([drill, saw]);

  async function hasWaiting(): Promise<boolean> {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
    `.execute(fixture.app.app.database.em.fork().getKysely());
    return rows.length > 0;
  }

  async function setSku(client: Client, item: ShownItem, sku: string): Promise<void> {
    const uuid = decodeId(IdPrefix.item, item.id);
    await client.query('update items set sku = $1 where id = $2', [sku, uuid]);
  }
});
