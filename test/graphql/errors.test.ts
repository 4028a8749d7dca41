import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openClient } from './open-client.ts';
import type { TestClient } from './open-client.ts';
import { authorize, startGraphql } from './start-graphql.ts';
import type { AnsweredError, TestGraphql } from './start-graphql.ts';

const secret = 'whsec_c2VjcmV0';
let graphql: TestGraphql;
let client: TestClient;

beforeAll(async () => {
  graphql = await startGraphql();
  client = openClient(graphql, await authorize({}));
});

beforeEach(() => {
  graphql.log.length = 0;
});

afterAll(async () => {
  await client.dispose();
  await graphql.stop();
});

/** Both transports, asked the same. */
const transports: [string, Ask][] = [
  ['HTTP', async (query, variables) => (await graphql.post(query, { variables })).errors],
  ['WebSocket', (query, variables) => client.askForErrors(query, variables)],
];
type Ask = (query: string, variables?: Record<string, unknown>) => Promise<AnsweredError[]>;

describe.each(transports)('over %s', (_name, ask) => {
  test('a fault of ours is masked, and logged once under the id that the caller is told', async () => {
    const errors = await ask('{ broken again: broken }');
    expect(errors.map(({ message }) => message)).toEqual(['Internal error', 'Internal error']);
    expect(errors[0]!.extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(errors[1]!.extensions).toEqual(errors[0]!.extensions);
    expect(graphql.log).toEqual([
      expect.objectContaining({ requestId: errors[0]!.extensions.requestId, path: 'broken' }),
    ]);
  });

  test('the log of a fault of ours has its place and no variable', async () => {
    const query = 'query ($input: ProbeInput!) { queryBroken take(input: $input) }';
    const [error] = await ask(query, { input: { name: secret, count: 1 } });
    expect(graphql.log).toEqual([
      expect.objectContaining({
        level: 50,
        requestId: error!.extensions.requestId,
        path: 'queryBroken',
        fault: expect.objectContaining({ message: expect.stringContaining('no_such_table') }),
      }),
    ]);
    expect(JSON.stringify(graphql.log)).not.toContain('whsec');
  });

  test('what a resolver refuses keeps its message', async () => {
    const [error] = await ask('{ refused }');
    expect(error).toMatchObject({
      message: '`first` must be from 1 to 100.',
      path: ['refused'],
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(graphql.log).toEqual([]);
  });

  test.each([
    [
      { name: secret, count: 1.5 },
      'Variable $input is invalid at input.count: Expected a value of type Int.',
    ],
    [
      { name: secret, count: secret },
      'Variable $input is invalid at input.count: Expected a value of type Int.',
    ],
    [
      { count: 1, [secret]: 1 },
      'Variable $input is invalid: Field "name" of required type "String!" was not provided.',
    ],
    [
      { name: secret, count: 1, at: secret },
      'Variable $input is invalid at input.at: Expected a value of type DateTime.',
    ],
    [secret, 'Variable $input is invalid: Expected type "ProbeInput" to be an object.'],
    [null, 'Variable "$input" of non-null type "ProbeInput!" must not be null.'],
  ])('a malformed variable is BAD_USER_INPUT and not repeated (%#)', async (input, message) => {
    const errors = await ask('query ($input: ProbeInput!) { take(input: $input) }', { input });
    expect(errors.map((error) => error.message)).toContain(message);
    expect(new Set(errors.map((error) => error.extensions.code))).toEqual(
      new Set(['BAD_USER_INPUT']),
    );
    expect(JSON.stringify(errors.map((error) => error.message))).not.toContain('=');
    expect(graphql.log).toEqual([]);
  });

  test.each([
    ['{ take(input: $input) }', 'Variable "$input" is not defined.'],
    ['query Q { take(input: $input) }', 'Variable "$input" is not defined by operation "Q".'],
    [
      'query ($input: String!) { take(input: $input) }',
      'Variable "$input" of type "String!" used in position expecting type "ProbeInput!".',
    ],
    ['query ($input: ProbeInput!) { greeting }', 'Variable "$input" is never used.'],
    [
      'query ($input: ProbeInput) { take(input: $input) }',
      'Variable "$input" of type "ProbeInput" used in position expecting type "ProbeInput!".',
    ],
  ])('what the library says of the variables of %j reaches the caller', async (query, message) => {
    const errors = await ask(query, { input: { name: secret, count: 1 } });
    expect(errors.map((error) => error.message)).toContain(message);
    expect(errors[0]!.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(graphql.log).toEqual([]);
  });

  test('many malformed variables at once are no fault of ours', async () => {
    const query = 'query ($numbers: [Int!]!) { sum(numbers: $numbers) }';
    const errors = await ask(query, { numbers: Array.from({ length: 100 }, () => secret) });
    expect(errors.at(-1)!.message).toBe(
      'Too many errors processing variables, error limit reached.',
    );
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['BAD_USER_INPUT']),
    );
    expect(JSON.stringify(errors)).not.toContain('whsec');
  });

  test.each([
    `{ take(input: { name: "n", count: "${secret}" }) }`,
    `{ take(input: { name: "n", count: 1, at: "${secret}" }) }`,
    `{ take(input: { name: ${secret}, count: 1 }) }`,
    `{ take(input: "${secret}") }`,
    `{ large(bytes: ["${secret}"]) }`,
  ])('a malformed literal is GRAPHQL_VALIDATION_FAILED and not repeated (%#)', async (query) => {
    const errors = await ask(query);
    expect(errors[0]!.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(errors[0]!.message).toMatch(
      /^Expected a value of type (Int|DateTime|String|ProbeInput!)\.$/,
    );
    expect(JSON.stringify(errors)).not.toContain('whsec');
  });

  test.each([
    `{ greeting "${secret}" }`,
    `{ greeting """${secret}""" }`,
    `${secret} { greeting }`,
    `{ take(input: "${secret}`,
  ])('a syntax error is GRAPHQL_PARSE_FAILED and not repeated (%#)', async (query) => {
    const errors = await ask(query);
    expect(errors[0]!.extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(errors[0]!.message).toMatch(/^Syntax Error: /);
    expect(JSON.stringify(errors)).not.toContain('whsec');
  });

  test('an unknown field is named, and no field is suggested', async () => {
    const [error] = await ask('{ greetin }');
    expect(error!.message).toBe('Cannot query field "greetin" on type "Query".');
  });

  test('an operation that is not there is said so', async () => {
    const [error] = await ask('fragment F on Query { greeting } query A { ...F } query B { ...F }');
    expect(error!.extensions).toEqual({ code: 'OPERATION_RESOLUTION_FAILURE' });
  });
});

test('the header x-request-id is the id of a masked error', async () => {
  const { headers, errors } = await graphql.post('{ broken }');
  expect(errors[0]!.extensions.requestId).toBe(headers.get('x-request-id'));
});

test('a database that is gone is masked too, while the caller is looked up', async () => {
  const alone = await startGraphql();
  try {
    await alone.dropDatabase();
    const { errors, status } = await alone.post('{ greeting }');
    expect(status).toBe(500);
    const { requestId } = errors[0]!.extensions;
    expect(errors).toEqual([
      { message: 'Internal error', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } },
    ]);
    expect(alone.log.filter((line) => line.level === 50)).toEqual([
      expect.objectContaining({ requestId }),
    ]);
  } finally {
    await alone.stop();
  }
});
