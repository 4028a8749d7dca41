import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isInputObjectType,
  isObjectType,
  printSchema,
} from 'graphql';
import type { GraphQLObjectType, IntrospectionQuery } from 'graphql';
import { startTestApp } from '../kit/app.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import type { Customer } from '../kit/customer.ts';
import { committedText, contract, listRootFields } from './contract-schema.ts';
import { own } from './own.ts';
import { parseOperation } from './operation.ts';

let app: TestApp;
let customer: Customer;
let webhookId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
  customer = await createCustomer(app);
  ({ webhookId } = await own(customer));
  await own(customer);
});
afterAll(() => app.stop());

const objectTypes = Object.values(contract.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);

test('a node serves the schema that is committed, and tells it without a token', async () => {
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
    // What else a payload has is null beside userErrors.
    for (const [name, { type }] of Object.entries(payload)) {
      if (name !== 'userErrors') expect(String(type)).not.toMatch(/!$/);
    }
  });
});

test('every field that an operation can begin with says what it does', () => {
  for (const { field } of listRootFields()) expect(field.description).toMatch(/\.$/);
});

/** Every field that answers a connection, with the type that has it. */
const connectionFields = objectTypes.flatMap((owner) =>
  Object.values(owner.getFields())
    .filter(({ type }) => getNamedType(type).name.endsWith('Connection'))
    .map((field) => ({ place: `${owner.name}.${field.name}`, field })),
);

describe('every connection', () => {
  test.each(connectionFields)('$place has edges, nodes, pageInfo and pages', ({ field }) => {
    const type = getNamedType(field.type) as GraphQLObjectType;
    const node = type.name.replace(/Connection$/, '');
    const { edges, nodes, pageInfo } = type.getFields();
    expect(String(field.type)).toBe(`${type.name}!`);
    expect([edges, nodes, pageInfo].map((it) => String(it?.type))).toEqual([
      `[${node}Edge!]!`,
      `[${node}!]!`,
      'PageInfo!',
    ]);
    const edge = (contract.getType(`${node}Edge`) as GraphQLObjectType).getFields();
    expect([String(edge.cursor?.type), String(edge.node?.type)]).toEqual(['String!', `${node}!`]);
    const args = field.args.map(({ name, type: argument }) => `${name}: ${String(argument)}`);
    expect(args).toEqual(expect.arrayContaining(['first: Int!', 'after: String']));
  });

  /** The text of a query for a page, wherever the connection stands. */
  const askers: Record<string, (page: string) => string> = {
    'Query.webhooks': (page) => `{ connection: webhooks${page} }`,
    'Query.deliveries': (page) => `{ connection: deliveries${page} }`,
    'Query.events': (page) => `{ connection: events${page} }`,
    'Webhook.deliveries': (page) =>
      `{ webhook(id: "${webhookId}") { connection: deliveries${page} } }`,
  };

  async function ask(place: string, args: string, after: string | null = null) {
    const selection = '{ edges { cursor } nodes { id } pageInfo { hasNextPage endCursor } }';
    const text = askers[place]!(`(${args}, after: $after) ${selection}`);
    const { document, variables } = parseOperation(`query ($after: String) ${text}`, { after });
    return app.request(customer.token, document, variables);
  }

  test('is asked by the tests below', () => {
    expect(Object.keys(askers).sort()).toEqual(connectionFields.map(({ place }) => place).sort());
  });

  test.each(Object.keys(askers))('%s refuses a page of 0, of -1 and of 101', async (place) => {
    for (const first of [0, -1, 101]) {
      const { errors } = await ask(place, `first: ${first}`);
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' }, message: '`first` must be from 1 to 100.' },
      ]);
    }
  });

  test.each(Object.keys(askers))('%s refuses a cursor that is none of its own', async (place) => {
    const answer = await ask(place, 'first: 1');
    const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(answer.data))?.[1] ?? '';
    expect(cursor).not.toBe('');
    const garbage = ['', 'garbage', '*'.repeat(22), `${cursor}A`, `!${cursor}`, "' or true --"];
    for (const after of garbage) {
      const { errors } = await ask(place, 'first: 1', after);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    }
    expect((await ask(place, 'first: 1', cursor)).errors).toBeUndefined();
  });
});
