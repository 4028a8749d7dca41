import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSchema, execute, parse, validate, type ExecutionResult } from 'graphql';
import { createErrorFormatter } from '../../src/graphql/errors.ts';
import { openClient, type TestClient } from './open-client.ts';
import { authorize, startGraphql, type AnsweredError, type TestGraphql } from './start-graphql.ts';
import { createTestErrorLog } from '../kit/error-log.ts';

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

/** Both transports with the same interface. */
const transports: [string, Ask][] = [
  [
    'HTTP',
    async (query, variables, name) => (await graphql.post(query, { variables, name })).errors,
  ],
  ['WebSocket', (query, variables, name) => client.askForErrors(query, variables, name)],
];
type Ask = (
  query: string,
  variables?: Record<string, unknown>,
  operationName?: string,
) => Promise<AnsweredError[]>;

describe.each(transports)('over %s', (_name, ask) => {
  test('an internal error is masked and logged once under the id that the caller gets', async () => {
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

  test('the log of an internal error has its path and no variables', async () => {
    const query = 'query ($input: ProbeInput!) { queryBroken take(input: $input) }';
    const [error] = await ask(query, { input: { name: secret, count: 1 } });
    expect(graphql.log).toEqual([
      expect.objectContaining({
        level: 50,
        requestId: error!.extensions.requestId,
        path: 'queryBroken',
        err: expect.objectContaining({ message: expect.stringContaining('no_such_table') }),
      }),
    ]);
    expect(JSON.stringify(graphql.log)).not.toContain('whsec');
  });

  test('an error from a resolver for the caller keeps its message', async () => {
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
  ])('the library message about the variables of %j reaches the caller', async (query, message) => {
    const errors = await ask(query, { input: { name: secret, count: 1 } });
    expect(errors.map((error) => error.message)).toContain(message);
    expect(errors[0]!.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(graphql.log).toEqual([]);
  });

  test.each([
    [
      'query ($a: Boolean = true) { greeting @skip(if: $a) }',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    [
      'query ($a: Boolean = true) { ...F @include(if: $a) } fragment F on Query { greeting }',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    [
      'query ($a: Boolean = true) { trees { name @include(if: $a) } }',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    [
      'mutation ($a: Boolean = true) { touch @include(if: $a) }',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    [
      'query ($a: Int = 1) { large(bytes: $a) }',
      'Argument "bytes" of non-null type "Int!" must not be null.',
    ],
    [
      'query ($a: Int = 1) { take(input: { name: "whsec_", count: $a }) }',
      'Argument "input" has invalid value.',
    ],
  ])('a null found during execution is BAD_USER_INPUT: %s', async (query, message) => {
    const [error] = await ask(query, { a: null });
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
    expect(graphql.log).toEqual([]);
  });

  test.each([
    [
      'subscription ($a: Boolean!) { idle @include(if: $a) }',
      '@skip and @include cannot use a variable at the top level of a subscription.',
    ],
    [
      'subscription { idle @skip(if: null) }',
      'Argument "if" of non-null type "Boolean!" must not be null.',
    ],
    ['subscription { idle @skip }', 'Argument "if" of required type "Boolean!" was not provided.'],
  ])(
    'an error that the library throws in validation is an error of the caller: %s',
    async (query, message) => {
      const errors = await ask(query, { a: true });
      expect(errors.map((error) => error.message)).toEqual([message]);
      expect(errors[0]!.extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
      expect(graphql.log).toEqual([]);
      expect(graphql.streams.open).toBe(0);
    },
  );

  test('of many malformed values of variables the first is told', async () => {
    const query = 'query ($numbers: [Int!]!) { sum(numbers: $numbers) }';
    const errors = await ask(query, { numbers: Array.from({ length: 100 }, () => secret) });
    expect(errors).toMatchObject([
      {
        message: 'Variable $numbers is invalid at numbers[0]: Expected a value of type Int.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('whsec');
  });

  test('of many missing variables five are told', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `$n${n}`);
    const defined = names.map((name) => `${name}: Int!`).join(' ');
    const errors = await ask(`query (${defined}) { sum(numbers: [${names.join(' ')}]) }`, {});
    expect(errors).toHaveLength(5);
    expect(errors[4]).toMatchObject({
      message: 'Variable "$n4" of required type "Int!" was not provided.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
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

  test.each([
    ['{ greetin }', 'Cannot query field "greetin" on type "Query".'],
    ['{ trees }', 'Field "trees" of type "[Tree!]!" must have a selection of subfields.'],
    ['{ trees(fist: 1) { name } }', 'Unknown argument "fist" on field "Query.trees".'],
    ['{ greeting @skipp(if: true) }', 'Unknown directive "@skipp".'],
    ['{ greeting @skip(iff: true) }', 'Unknown argument "iff" on directive "@skip".'],
    ['{ ... on Tre { name } }', 'Unknown type "Tre".'],
    ['{ take(input: { nam: "n", count: 1 }) }', 'Field "nam" is not defined by type "ProbeInput".'],
  ])('an unknown name is in the message, without suggestions: %s', async (query, message) => {
    const errors = await ask(query);
    expect(errors.map((error) => error.message)).toContain(message);
    expect(JSON.stringify(errors)).not.toContain('Did you mean');
  });

  test('an unknown field of a variable gets no suggestions', async () => {
    const errors = await ask('query ($input: ProbeInput!) { take(input: $input) }', {
      input: { name: 'n', count: 1, cout: 1 },
    });
    expect(errors.map(({ message }) => message)).toEqual([
      'Variable $input is invalid: Field "cout" is not defined by type "ProbeInput".',
    ]);
  });

  test('a missing operation name and an unknown one have different messages', async () => {
    const [several] = await ask('query A { greeting } query B { greeting }');
    expect(several).toMatchObject({
      message: 'Must provide operation name if query contains multiple operations.',
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
    const [unnamed] = await ask('{ greeting } { refused }');
    expect(unnamed).toMatchObject({
      message: 'This anonymous operation must be the only defined operation.',
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    const [unknown] = await ask('query A { greeting } query B { greeting }', undefined, secret);
    expect(unknown).toMatchObject({
      message: 'The document has no operation of this name.',
      extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
    });
    expect(graphql.log).toEqual([]);
  });
});

test('a null inside a subscription is BAD_USER_INPUT at each event', async () => {
  const query = 'subscription ($a: Boolean = true) { ticks { number @include(if: $a) } }';
  const results = await client.collect(query, { a: null });
  expect(results).toHaveLength(3);
  for (const { errors } of results) {
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'Argument "if" of non-null type "Boolean!" must not be null.',
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  }
  expect(graphql.log).toEqual([]);
});

describe('a oneOf input', () => {
  const schema = buildSchema(`
    input Choice @oneOf { a: String b: String }
    type Query { pick(choice: Choice!): String }
  `);
  const format = createErrorFormatter(createTestErrorLog());
  const listErrors = (query: string, variableValues: Record<string, unknown>) => {
    const document = parse(query);
    const { errors = [] } = execute({ schema, document, variableValues }) as ExecutionResult;
    return [...validate(schema, document), ...errors].map((error) => format(error, 'id'));
  };

  test.each([
    [{}, 'Variable $c is invalid: Exactly one key must be specified for OneOf type "Choice".'],
    [{ a: null }, 'Variable $c is invalid at c.a: Field "a" must be non-null.'],
  ])('with the variable %j is BAD_USER_INPUT', (c, message) => {
    const [error] = listErrors('query ($c: Choice!) { pick(choice: $c) }', { c });
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('with a key that a variable leaves empty is BAD_USER_INPUT', () => {
    const error = listErrors('query ($a: String) { pick(choice: { a: $a }) }', {}).at(-1);
    expect(error).toMatchObject({
      message: 'Argument "choice" has invalid value.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});

test('the header x-request-id is the id of a masked error', async () => {
  const { headers, errors } = await graphql.post('{ broken }');
  expect(errors[0]!.extensions.requestId).toBe(headers.get('x-request-id'));
});

const unavailable = () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' }));

test.each([
  ['the caller is looked up', { findViewer: unavailable }, '{ greeting }'],
  ['a field is asked', {}, '{ unavailable }'],
])('a temporary error while %s is 503 with Retry-After', async (_, options, query) => {
  const alone = await startGraphql(options);
  try {
    const { errors, status, headers } = await alone.post(query);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('2');
    const code = 'INTERNAL_SERVER_ERROR';
    expect(errors[0]!.extensions).toMatchObject({ code, isRetryable: true });
  } finally {
    await alone.stop();
  }
});

test.each([
  ['beside data that could be had', '{ unavailable greeting }'],
  ['beside an error that lasts', '{ unavailable refused }'],
  ['after a mutation that took effect', 'mutation { touch touchUnavailable }'],
])('a temporary error %s is 200, so that no proxy repeats it', async (_, query) => {
  const { errors, status, headers } = await graphql.post(query);
  expect(errors[0]!.extensions).toMatchObject({ isRetryable: true });
  expect([status, headers.get('retry-after')]).toEqual([200, null]);
});

test('a single mutation with a temporary error is 503', async () => {
  const { data, status } = await graphql.post('mutation { touchUnavailable }');
  expect([data, status]).toEqual([null, 503]);
});

test('a missing database is masked while the caller is looked up', async () => {
  const alone = await startGraphql();
  try {
    await alone.dropDatabase();
    const { errors, status } = await alone.post('{ greeting }');
    expect(status).toBe(503);
    const { requestId } = errors[0]!.extensions;
    const extensions = { code: 'INTERNAL_SERVER_ERROR', requestId, isRetryable: true };
    expect(errors).toEqual([
      { message: expect.stringContaining('temporarily unavailable'), extensions },
    ]);
    expect(alone.log.filter((line) => line.level === 40)).toEqual([
      expect.objectContaining({ requestId }),
    ]);
  } finally {
    await alone.stop();
  }
});
