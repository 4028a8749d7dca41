import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { startTestApp, type Answer, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { DeliveryUpdated } from '../kit/documents.ts';
import { CreateRent } from '../kit/inventory-documents.ts';
import { createShop } from '../kit/shop.ts';
import { askOverSocket, createSocketClient } from './kit/ask-over-socket.ts';
import { askPage } from './kit/ask-page.ts';
import { ContractNode, ContractWorkspace } from './kit/contract-documents.ts';
import { listIdPlaces, listNodeTypes } from './kit/contract-schema.ts';
import { listQueries } from './kit/list-queries.ts';
import { expectAlike, transports } from './kit/observe.ts';
import { parseOperation, type Fields, type Operation } from './kit/operation.ts';
import { own } from './kit/own.ts';
import { readTables } from './kit/read-tables.ts';
import { connectionRows } from './kit/rows/connection-rows.ts';
import { nodeKinds } from './kit/rows/node-rows.ts';
import type { OwnedIds } from './kit/rows/root-field-row.ts';
import type { TenancyRow } from './kit/rows/tenancy-row.ts';
import { otherPlaces, placesOfStreams, tenancyRows, vainIds } from './kit/rows/tenancy-rows.ts';

let app: TestApp;
let mine: Customer;
let myIds: OwnedIds;
let theirs: Customer;
let theirIds: OwnedIds;

beforeAll(async () => {
  // Without a dispatcher, rows change only through API calls.
  app = await startTestApp({ env: { ROLES: 'api' } });
  [mine, theirs] = await Promise.all([createCustomer(app), createCustomer(app)]);
  myIds = await own(app, mine);
  theirIds = await own(app, theirs);
});
afterAll(() => app.stop());

function ask(name: string, { token }: Customer, operation: Operation): Promise<Answer<Fields>> {
  if (name.startsWith('Subscription.')) return askOverSocket(app, token, operation);
  return app.request(token, operation.document, operation.variables);
}

test('every place that takes an id has a row in this table', () => {
  const rows = Object.keys({ ...tenancyRows, ...otherPlaces }).map((name) => name.split(' ')[0]!);
  expect([...new Set(rows)].sort()).toEqual(listIdPlaces().sort());
});

test('every kind of object that node finds is in the table of kinds', () => {
  expect(Object.keys(nodeKinds).sort()).toEqual(listNodeTypes().sort());
});

describe("another workspace's id", () => {
  const rows = Object.entries(tenancyRows);

  test.each(rows)('%s is treated like an unknown id', async (name, row) => {
    const before = await readTables(app);
    for (const id of [theirIds[row.kind], ...vainIds[row.kind]]) {
      const { data, errors } = await ask(name, mine, row.ask(id, myIds));
      expect(data ?? null).toEqual(row.answer);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(row.code && [row.code]);
    }
    expect(await readTables(app)).toEqual(before);
  });

  test.each(rows)("%s finds the caller's own object", async (name, row) => {
    // Mutations change their objects, so each gets fresh ones.
    const isChange = name.startsWith('Mutation.');
    const owner = isChange ? await createCustomer(app) : mine;
    const ids = isChange ? await own(app, owner) : myIds;
    const { data, errors } = await ask(name, owner, row.ask(ids[row.kind], ids));
    expect(errors).toBeUndefined();
    const [answer] = Object.values(data ?? {}) as (Fields | null)[];
    expect(answer?.userErrors ?? []).toEqual([]);
    expect(data).not.toEqual(row.answer);
  });

  test('in one line of a rent is an error of that line only, and no rent is created', async () => {
    const before = await readTables(app);
    const lines = [myIds, theirIds].map(({ itemId }) => ({ itemId, quantity: 1 }));
    const times = { startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' };
    const input = { renterId: myIds.renterId, lines, ...times };
    const { createRent } = await app.ask(mine.token, CreateRent, { input });
    expect(createRent).toMatchObject({
      rent: null,
      userErrors: [{ code: 'NOT_FOUND', field: 'lines.1.itemId' }],
    });
    expect(await readTables(app)).toEqual(before);
  });
});

/** An id of no object, made in the same millisecond as the one that is given. */
function alter(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
}

describe.each(Object.entries(transports))('over %s, an id tells nothing', (transport, send) => {
  const rows = Object.entries({ ...tenancyRows, ...otherPlaces })
    .filter(([name]) => transport === 'WebSocket' || !name.startsWith('Subscription.'))
    .map(([name, row]): [string, keyof OwnedIds, TenancyRow['ask']] => [
      name,
      'kind' in row ? row.kind : row.id,
      row.ask,
    ]);

  const call = (token: string | null, given: string, ask: TenancyRow['ask']) => ({
    id: given,
    send: async () => send(app, token, ask(given, myIds)),
  });

  test.each(rows)('%s: by answer or statements, whose it is', async (name, id, ask) => {
    const isReadForAll = name in placesOfStreams;
    const given = [theirIds[id], alter(theirIds[id])];
    const asked = given.map((it) => ({ ...call(mine.token, it, ask), isReadForAll }));
    const statements = await expectAlike(app, asked);
    // What only the platform may do is refused at once; all others look the id up.
    const isLookedUp = !isReadForAll && id !== 'workspaceId' && id !== 'deletedWorkspaceId';
    expect(statements.length > 0).toBe(isLookedUp);
  });

  test.each(rows)('%s: to a caller without the scope or a token', async (_, id, ask) => {
    const given = [myIds[id], theirIds[id], alter(theirIds[id])];
    const tokens = [await app.token(mine.workspaceId, [])];
    // A WebSocket without a token is closed before it can send an id.
    for (const token of transport === 'HTTP' ? [null, ...tokens] : tokens) {
      await expectAlike(
        app,
        given.map((it) => call(token, it, ask)),
      );
    }
  });
});

test('no field of any query shows an id of another workspace', async () => {
  const { workspaceId: _mine, deletedWorkspaceId: _deleted, ...found } = myIds;
  const idsByField = Object.entries(found).map(([name, id]) => [name.replace('Id', ''), id]);
  for (const query of listQueries(Object.fromEntries(idsByField) as Record<string, string>)) {
    const { document, variables } = parseOperation(query);
    const answer = await app.request(mine.token, document, variables);
    expect(answer.errors).toBeUndefined();
    const text = JSON.stringify(answer.data);
    expect(Object.values(theirIds).filter((id: string) => text.includes(id))).toEqual([]);
  }
});

test.each(Object.entries(nodeKinds))(
  'node returns a %s of its own workspace',
  async (kind, row) => {
    const id = theirIds[row.id];
    expect(await app.ask(theirs.token, ContractNode, { id })).toEqual({
      node: { __typename: kind, id },
    });
  },
);

describe('the lists of a workspace', () => {
  const lists = Object.keys(connectionRows).filter((place) => place.startsWith('Query.'));

  async function listIds(place: string, customer: Customer): Promise<string[]> {
    const { page } = await askPage(app, customer, place, theirIds, { first: 100 });
    return page!.nodes.map(({ id }) => id);
  }

  test.each(lists)('%s shows only objects of the workspace', async (place) => {
    const [listed, others] = [await listIds(place, mine), await listIds(place, theirs)];
    expect(listed).not.toEqual([]);
    expect(others).not.toEqual([]);
    expect(listed.filter((id) => others.includes(id))).toEqual([]);
    expect(await listIds(place, await createCustomer(app))).toEqual([]);
  });
});

test.each(Object.keys(connectionRows))(
  '%s refuses the cursors of another workspace',
  async (place) => {
    const { page } = await askPage(app, theirs, place, theirIds, { first: 1 });
    const cursor = page!.pageInfo.endCursor;
    expect(cursor).not.toBeNull();
    for (const args of [{ after: cursor }, { last: 1, before: cursor }]) {
      const [name] = Object.keys(args).slice(-1);
      const message = `\`${name!}\` is not a cursor of this connection in this order.`;
      const answer = await askPage(app, mine, place, myIds, args);
      expect(answer).toEqual({ page: null, errors: [{ code: 'BAD_USER_INPUT', message }] });
    }
  },
);

test('the webhook count excludes other workspaces', async () => {
  const { token } = await createCustomer(app);
  const { workspace } = await app.ask(token, ContractWorkspace, {});
  expect(workspace.webhookCount).toBe(0);
});

test('a SKU used in another workspace is free', async () => {
  const owners = await Promise.all([createCustomer(app), createCustomer(app)]);
  const items = await Promise.all(
    owners.map((owner) => createShop(app, owner).createItem({ sku: 'DRILL-18V' })),
  );
  expect(items.map(({ sku }) => sku)).toEqual(['DRILL-18V', 'DRILL-18V']);
});

test("events and inventory changes create no delivery for another workspace's webhook", async () => {
  const before = await theirs.log();
  await own(app, mine);
  expect(await theirs.log()).toEqual(before);
});

/** Opens the live stream of a workspace. */
async function openStream({ token }: Customer) {
  const client = createSocketClient(app, token);
  const updates = client.iterate({ query: print(DeliveryUpdated), variables: {} });
  const welcome = await updates.next();
  expect(welcome.value).toMatchObject({ data: { deliveryUpdated: { delivery: null } } });
  return {
    /** Returns the ids of the next updates, up to the given delivery. */
    async readUntil(deliveryId: string): Promise<string[]> {
      const ids: string[] = [];
      while (ids.at(-1) !== deliveryId) {
        const { value } = (await updates.next()) as { value: Answer<Update> };
        ids.push(value.data?.deliveryUpdated.delivery?.id ?? '');
      }
      return ids;
    },
    close: () => client.dispose(),
  };
}
type Update = ResultOf<typeof DeliveryUpdated>;

test('the live streams of two workspaces do not mix', async () => {
  const owners = await Promise.all([createCustomer(app), createCustomer(app)]);
  const streams = await Promise.all(owners.map(openStream));
  const first = await Promise.all(owners.map((owner) => own(app, owner)));
  const second = await Promise.all(owners.map((owner) => own(app, owner)));
  for (const [index, stream] of streams.entries()) {
    const seen = new Set(await stream.readUntil(second[index]!.deliveryId));
    expect(seen).toContain(first[index]!.deliveryId);
    const log = await owners[index]!.log();
    expect(log.map(({ id }) => id)).toEqual(expect.arrayContaining([...seen]));
    await stream.close();
  }
});
