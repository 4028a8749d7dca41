import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { startTestApp } from '../kit/app.ts';
import type { Answer, TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import type { Customer } from '../kit/customer.ts';
import { DeliveryUpdated, ListDeliveries } from '../kit/documents.ts';
import { askOverSocket, createSocketClient } from './ask-over-socket.ts';
import {
  ContractEvents,
  ContractNode,
  ContractWebhooks,
  ContractWorkspace,
} from './contract-documents.ts';
import { contract, listIdPlaces } from './contract-schema.ts';
import type { Fields, Operation } from './operation.ts';
import { own } from './own.ts';
import { readTables } from './read-tables.ts';
import type { OwnedIds } from './root-field-rows.ts';
import { placesOfThePlatform, tenancyRows, vainIds } from './tenancy-rows.ts';

let app: TestApp;
let mine: Customer;
let theirs: Customer;
let theirIds: OwnedIds;

beforeAll(async () => {
  // Without a dispatcher rows change only when somebody asks for it.
  app = await startTestApp({ env: { ROLES: 'api' } });
  [mine, theirs] = await Promise.all([createCustomer(app), createCustomer(app)]);
  theirIds = await own(theirs);
});
afterAll(() => app.stop());

function ask(name: string, operation: Operation): Promise<Answer<Fields>> {
  if (name.startsWith('Subscription.')) return askOverSocket(app, mine.token, operation);
  return app.request(mine.token, operation.document, operation.variables);
}

test('every place of the contract that takes an id has a row in this table', () => {
  const places = listIdPlaces().filter((place) => !placesOfThePlatform.includes(place));
  expect(Object.keys(tenancyRows).sort()).toEqual(places.sort());
});

describe("another workspace's id", () => {
  const rows = Object.entries(tenancyRows);

  test.each(rows)('%s names nothing, like an id that nobody has', async (name, row) => {
    const before = await readTables(app);
    for (const id of [theirIds[row.kind], ...vainIds[row.kind]]) {
      const { data, errors } = await ask(name, row.ask(id));
      expect(data ?? null).toEqual(row.answer);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(row.code && [row.code]);
    }
    expect(await readTables(app)).toEqual(before);
  });

  test.each(rows)('%s finds what is the own', async (name, row) => {
    const { data, errors } = await ask(name, row.ask((await own(mine))[row.kind]));
    expect(errors).toBeUndefined();
    expect(data).not.toEqual(row.answer);
  });

  test('node finds each kind of object for its own workspace and for no other', async () => {
    const kinds = contract.getPossibleTypes(contract.getType('Node') as never).map(String);
    const { webhookId, deliveryId, eventId } = theirIds;
    const ids = { Webhook: webhookId, Delivery: deliveryId, Event: eventId };
    expect(Object.keys(ids).sort()).toEqual(kinds.sort());
    for (const [kind, id] of Object.entries(ids)) {
      const { node } = await app.ask(theirs.token, ContractNode, { id });
      expect(node).toEqual({ __typename: kind, id });
      expect(await app.ask(mine.token, ContractNode, { id })).toEqual({ node: null });
    }
  });
});

test('the lists and counts of a workspace show nothing of another', async () => {
  const { token } = await createCustomer(app);
  const none = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
  expect(await app.ask(token, ContractWebhooks, { first: 100 })).toEqual({ webhooks: none });
  expect(await app.ask(token, ContractEvents, { first: 100 })).toEqual({ events: none });
  expect(await app.ask(token, ListDeliveries, {})).toEqual({ deliveries: none });
  const { workspace } = await app.ask(token, ContractWorkspace, {});
  expect(workspace.webhookCount).toBe(0);
});

test("the cursor of another workspace's list shows nothing of it", async () => {
  const { webhooks } = await app.ask(theirs.token, ContractWebhooks, { first: 1 });
  const after = webhooks.pageInfo.endCursor;
  const newer = await createCustomer(app);
  const answer = await app.ask(newer.token, ContractWebhooks, { first: 100, after });
  expect(answer.webhooks.nodes).toEqual([]);
});

test("an event makes no delivery for another workspace's webhook", async () => {
  const before = await theirs.log();
  await mine.publish();
  expect(await theirs.log()).toEqual(before);
});

/** The live stream of a workspace from now on. */
async function openStream({ token }: Customer) {
  const client = createSocketClient(app, token);
  const updates = client.iterate({ query: print(DeliveryUpdated), variables: {} });
  const welcome = await updates.next();
  expect(welcome.value).toMatchObject({ data: { deliveryUpdated: { delivery: null } } });
  return {
    /** The ids of the next updates, up to that of the given delivery. */
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

test('the live streams of two workspaces carry nothing of each other', async () => {
  const owners = await Promise.all([createCustomer(app), createCustomer(app)]);
  const streams = await Promise.all(owners.map(openStream));
  const first = await Promise.all(owners.map(own));
  const second = await Promise.all(owners.map(own));
  for (const [index, stream] of streams.entries()) {
    const seen = new Set(await stream.readUntil(second[index]!.deliveryId));
    expect(seen).toContain(first[index]!.deliveryId);
    const log = await owners[index]!.log();
    expect(log.map(({ id }) => id)).toEqual(expect.arrayContaining([...seen]));
    await stream.close();
  }
});
