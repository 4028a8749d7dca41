import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

test('the live stream of a workspace carries nothing of another', async () => {
  const client = createSocketClient(app, mine.token);
  const { webhookId } = await own(mine);
  const updates = client.iterate({ query: print(DeliveryUpdated), variables: {} });
  const welcome = await updates.next();
  expect(welcome.value).toMatchObject({ data: { deliveryUpdated: { delivery: null } } });
  await theirs.publish();
  await mine.publish();
  const known = new Set((await mine.log()).map(({ id }) => id));
  let update: { id: string; webhook: { id: string } };
  do {
    const { value } = (await updates.next()) as { value: { data: { deliveryUpdated: Fields } } };
    update = value.data.deliveryUpdated.delivery as typeof update;
    expect(known).toContain(update.id);
  } while (update.webhook.id !== webhookId);
  await client.dispose();
});
