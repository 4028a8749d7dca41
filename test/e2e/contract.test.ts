import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  printSchema,
  type GraphQLObjectType,
  type IntrospectionQuery,
} from 'graphql';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { askPage, type Page, type PageVariables } from './kit/ask-page.ts';
import {
  committedText,
  contract,
  listConnections,
  listInputs,
  listRootFields,
} from './kit/contract-schema.ts';
import { own } from './kit/own.ts';
import { parseOperation } from './kit/operation.ts';
import { connectionRows } from './kit/rows/connection-rows.ts';
import type { OwnedIds } from './kit/rows/root-field-row.ts';

let app: TestApp;
let customer: Customer;
let ids: OwnedIds;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
  customer = await createCustomer(app);
  // Another one, so that an event has several deliveries.
  await customer.createWebhook('https://hooks.example.com/all');
  ids = await own(app, customer);
  await own(app, customer);
});
afterAll(() => app.stop());

test('a node serves the committed schema, also to introspection without a token', async () => {
  const options = { specifiedByUrl: true, inputValueDeprecation: true };
  const { document } = parseOperation(getIntrospectionQuery(options));
  const { data, errors } = await app.request(null, document, {});
  expect(errors).toBeUndefined();
  const served = buildClientSchema(data as unknown as IntrospectionQuery);
  expect(`${printSchema(served)}\n`).toBe(committedText);
});

describe('every mutation', () => {
  const mutations = listRootFields().filter(({ name }) => name.startsWith('Mutation.'));

  test.each(mutations)('$name has one input and a payload with userErrors', ({ field }) => {
    const title = field.name[0]!.toUpperCase() + field.name.slice(1);
    expect(field.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
      `input: ${title}Input!`,
    ]);
    expect(isInputObjectType(getNamedType(field.args[0]!.type))).toBe(true);
    expect(String(field.type)).toBe(`${title}Payload!`);
    const payload = (getNamedType(field.type) as GraphQLObjectType).getFields();
    expect(String(payload.userErrors?.type)).toBe('[UserError!]!');
    // All other fields of a payload are null when there are userErrors.
    for (const [name, { type }] of Object.entries(payload)) {
      if (name !== 'userErrors') expect(String(type)).not.toMatch(/!$/);
    }
  });
});

test('null means the default value wherever there is one', async () => {
  const withDefault = listInputs().filter(({ input }) => input.defaultValue !== undefined);
  expect(withDefault.map(({ name }) => name)).toContain('CreateWebhookInput.timeoutSeconds');
  for (const { input } of withDefault) expect(String(input.type)).not.toMatch(/!$/);

  const create = `mutation ($input: CreateWebhookInput!) {
    createWebhook(input: $input) { webhook { id timeoutSeconds } userErrors { message } } }`;
  const url = 'https://hooks.example.com/';
  const input = { name: 'a', url, events: ['*'], timeoutSeconds: null, idempotencyKey: null };
  const { document } = parseOperation(create);
  const created = await app.request(customer.token, document, { input });
  const { webhook } = created.data!.createWebhook as { webhook: Record<string, unknown> };
  expect(webhook).toMatchObject({ timeoutSeconds: 10 });
  const rest = parseOperation(`mutation ($id: ID!) {
    regenerateSecret(input: { webhookId: $id, keepPreviousForSeconds: null }) { secret }
    resumeWebhook(input: { webhookId: $id, dryRun: null }) { waitingCount } }`);
  const changed = await app.request(customer.token, rest.document, { id: webhook.id });
  expect(changed).toEqual({
    data: {
      regenerateSecret: { secret: expect.stringMatching(/^whsec_/) },
      resumeWebhook: { waitingCount: 0 },
    },
  });
});

test('every root field has a description', () => {
  for (const { field } of listRootFields()) expect(field.description).toMatch(/\.$/);
});

describe('every connection', () => {
  const connections = listConnections();
  const places = connections.map(({ name }) => name);

  test.each(connections)('$name has edges, nodes, pageInfo and pages', ({ field }) => {
    const type = getNamedType(field.type) as GraphQLObjectType;
    const node = type.name.replace(/Connection$/, '');
    const { edges, nodes, pageInfo } = type.getFields();
    // A webhook's connection is null for a token that may write but not read.
    const isForReaders = field.description?.includes('Null, without an error') ?? false;
    expect(String(field.type)).toBe(isForReaders ? type.name : `${type.name}!`);
    expect([edges, nodes, pageInfo].map((it) => String(it?.type))).toEqual([
      `[${node}Edge!]!`,
      `[${node}!]!`,
      'PageInfo!',
    ]);
    const edge = (contract.getType(`${node}Edge`) as GraphQLObjectType).getFields();
    expect([String(edge.cursor?.type), String(edge.node?.type)]).toEqual(['String!', `${node}!`]);
    const args = field.args.map(({ name, type: argument }) => `${name}: ${String(argument)}`);
    expect(args).toEqual(
      expect.arrayContaining(['first: Int', 'after: String', 'last: Int', 'before: String']),
    );
  });

  test('has a row in the table of connections', () => {
    expect(Object.keys(connectionRows).sort()).toEqual([...places].sort());
  });

  test('and the live stream, whose cursors have tests of their own, take the only cursors', () => {
    const cursors = listInputs().filter(
      ({ name, input }) =>
        /\b(after|before|cursor)s?\)?$/i.test(name) && getNamedType(input.type).name === 'String',
    );
    const expected = places.flatMap((place) => [`${place}(after)`, `${place}(before)`]);
    expect(cursors.map(({ name }) => name).sort()).toEqual(
      [...expected, 'Subscription.deliveryUpdated(after)'].sort(),
    );
  });

  function ask(place: string, page: PageVariables) {
    return askPage(app, customer, place, ids, page);
  }

  async function expectRefused(place: string, page: PageVariables, message: unknown) {
    const { errors } = await ask(place, page);
    expect(errors).toEqual([{ code: 'BAD_USER_INPUT', message }]);
  }

  async function readPage(place: string, variables: PageVariables): Promise<Page> {
    const { page, errors } = await ask(place, variables);
    expect(errors).toEqual([]);
    return page!;
  }

  test.each(places)('%s shows each entry once in pages of 1, newest first', async (place) => {
    const { nodes, pageInfo } = await readPage(place, { first: 100 });
    expect(nodes.length).toBeGreaterThan(1);
    // Ids start with their creation time.
    const newestFirst = nodes.map(({ id }) => id).sort((one, other) => (one < other ? 1 : -1));
    expect(nodes.map(({ id }) => id)).toEqual(newestFirst);
    let after: string | null = null;
    for (const [index, node] of nodes.entries()) {
      const page = await readPage(place, { first: 1, after });
      expect(page).toEqual(pageOf(node, page.edges[0]!.cursor, index, nodes.length));
      after = page.pageInfo.endCursor;
    }
    expect(pageInfo).toMatchObject({ hasNextPage: false, endCursor: after });
    expect((await readPage(place, { first: 1, after })).nodes).toEqual([]);
  });

  test.each(places)('%s shows the same entries in pages from its end', async (place) => {
    const whole = await readPage(place, { first: 100 });
    expect((await readPage(place, { last: 100 })).edges).toEqual(whole.edges);
    let before: string | null = null;
    for (const [index, { cursor, node }] of [...whole.edges.entries()].reverse()) {
      const page = await readPage(place, { last: 1, before });
      expect(page).toEqual(pageOf(node, cursor, index, whole.edges.length));
      before = page.pageInfo.startCursor;
    }
    expect(await readPage(place, { last: 1, before })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    });
  });

  test.each(places)('%s treats a page size of null as the default', async (place) => {
    expect(await ask(place, { first: null, last: null })).toMatchObject({
      errors: [],
      page: { nodes: expect.any(Array) },
    });
  });

  test.each(places)('%s refuses a page of 0, of -1 and of 101', async (place) => {
    for (const size of [0, -1, 101]) {
      await expectRefused(place, { first: size }, '`first` must be from 1 to 100.');
      await expectRefused(place, { last: size }, '`last` must be from 1 to 100.');
    }
  });

  test.each(places)('%s refuses a page in both directions', async (place) => {
    const { startCursor: cursor } = (await readPage(place, { first: 1 })).pageInfo;
    await expectRefused(place, { first: 1, last: 1 }, 'Give `first` or `last`, not both.');
    await expectRefused(place, { last: 1, after: cursor }, '`after` must not be used with `last`.');
    await expectRefused(place, { before: cursor }, '`before` needs `last`.');
    await expectRefused(place, { first: 1, before: cursor }, '`before` needs `last`.');
  });

  test.each(places)('%s refuses a foreign cursor', async (place) => {
    const { pageInfo } = await readPage(place, { first: 1 });
    const cursor = pageInfo.endCursor!;
    const garbage = ['', 'garbage', '*'.repeat(22), `${cursor}A`, `!${cursor}`, "' or true --"];
    const other = place === 'Query.items' ? 'Query.renters' : 'Query.items';
    const foreign = (await readPage(other, { first: 1 })).pageInfo.endCursor!;
    for (const text of [...garbage, foreign]) {
      const message = expect.stringMatching(/^`(after|before)` is not a cursor of this connection/);
      await expectRefused(place, { first: 1, after: text }, message);
      await expectRefused(place, { last: 1, before: text }, message);
    }
    await readPage(place, { first: 1, after: cursor });
  });
});

/** The page that shows one entry of a list. */
function pageOf(node: { id: string }, cursor: string, index: number, count: number): Page {
  const [hasNextPage, hasPreviousPage] = [index < count - 1, index > 0];
  return {
    edges: [{ cursor, node }],
    nodes: [node],
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: cursor, endCursor: cursor },
  };
}
