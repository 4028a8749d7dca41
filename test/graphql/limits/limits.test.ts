import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { createDocumentReader } from '../../../src/graphql/documents.ts';
import { listResolverClasses } from '../../../src/graphql/create-resolvers.ts';
import { buildSchemaOf } from '../../../src/graphql/schema.ts';
import { openClient, type TestClient } from '../open-client.ts';
import { authorize, startGraphql, type AnsweredError, type TestGraphql } from '../start-graphql.ts';

let graphql: TestGraphql;
let client: TestClient;

beforeAll(async () => {
  graphql = await startGraphql();
  client = openClient(graphql, await authorize({}));
});

afterAll(async () => {
  await client.dispose();
  await graphql.stop();
});

type Ask = (query: string, variables?: Record<string, unknown>) => Promise<AnsweredError[]>;
const transports: [string, Ask][] = [
  [
    'HTTP',
    async (query, variables) => {
      const { status, errors } = await graphql.post(query, { variables });
      expect(status).toBe(errors.length > 0 ? 400 : 200);
      return errors;
    },
  ],
  ['WebSocket', (query, variables) => client.askForErrors(query, variables)],
];

const nested = (field: string, levels: number) =>
  `${`${field} { `.repeat(levels - 1)} name ${'}'.repeat(levels - 1)}`;
const aliases = (count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: greeting`).join(' ');
const pages = 'trees(first: $a) { children(first: $b) { children(first: $c) { name } } }';
const askPages = `query ($a: Int!, $b: Int!, $c: Int!) { ${pages} }`;

const tooMuch: [string, string, Record<string, unknown>, string][] = [
  ['a depth of 13', `{ trees { ${nested('child', 12)} } }`, {}, 'be nested deeper than 12 levels'],
  [
    'a depth of 13 behind fragments',
    `{ trees { ...A } } fragment A on Tree { ${nested('child', 6).replace('name', '...B')} }
     fragment B on Tree { ${nested('child', 7)} }`,
    {},
    'be nested deeper than 12 levels',
  ],
  [
    'an introspection of 21 levels',
    `{ __schema { types { ${'ofType { '.repeat(18)} name ${'}'.repeat(18)} } } }`,
    {},
    'be nested deeper than 20 levels',
  ],
  ['31 aliases', `{ ${aliases(31)} }`, {}, 'have more than 30 aliases'],
  [
    '31 directives',
    `{ greeting ${'@include(if: true) '.repeat(1)} ${Array.from({ length: 30 }, (_, i) => `a${i}: greeting @skip(if: false)`).join(' ')} }`,
    {},
    'have more than 30 directives',
  ],
  [
    'pages in the text',
    '{ trees(first: 100) { children(first: 100) { name child { name } } } }',
    {},
    'cost more than 25000',
  ],
  ['pages in variables', askPages, { a: 100, b: 100, c: 100 }, 'cost more than 25000'],
  [
    'pages in the defaults of variables',
    askPages.replaceAll('Int!', 'Int! = 100'),
    {},
    'cost more than 25000',
  ],
  [
    'pages by the defaults of arguments',
    '{ trees { children { children { children { name } } } } }',
    {},
    'cost more than 25000',
  ],
];

describe.each(transports)('over %s', (_name, ask) => {
  test.each(tooMuch)('%s is refused', async (_kind, query, variables, limit) => {
    const errors = await ask(query, variables);
    expect(errors).toContainEqual(
      expect.objectContaining({
        message: `An operation must not ${limit}.`,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
    );
  });

  test('2,501 tokens are refused, 2,500 are not', async () => {
    const words = (count: number) => `{ sum(numbers: [${'1 '.repeat(count - 9)}]) }`;
    const [error] = await ask(words(2_501));
    expect(error!.extensions).toEqual({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(error!.message).toContain('2500 tokens');
    expect(await ask(words(2_500))).toEqual([]);
  });

  test('validation of a document stops when it takes too long', async () => {
    const errors = await ask(`{ ${'greeting '.repeat(2_498)} }`);
    expect(errors.map(({ message }) => message)).toEqual(['Validation aborted.']);
  });

  test.each([
    ['the depth', `{ trees { ${nested('child', 11)} } }`, {}],
    ['the aliases', `{ ${aliases(30)} }`, {}],
    ['the cost', askPages, { a: 20, b: 10, c: 10 }],
    [
      'introspection',
      getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
      {},
    ],
  ])('a request within %s is answered', async (_kind, query, variables) => {
    expect(await ask(query, variables)).toEqual([]);
  });
});

const attempt = `
  number url startedAt durationMs lookUpMs connectMs tlsMs firstByteMs isConnectionReused
  remoteAddress requestHeaders responseStatus responseHeaders responseBody
  responseBodyCut responseBodyError errorCode errorMessage`;
const delivery = `
  id eventType webhookId trigger status statusReason attemptCount maxAttempts requestHeaders
  requestPayload responseStatus responseTimeMs errorCode errorMessage nextAttemptAt createdAt
  updatedAt completedAt
  webhook { id name url events timeoutSeconds status statusReason }
  lastAttempt { ${attempt} } attempts { ${attempt} }`;
const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

test.each([
  [
    'a page of 100 deliveries with their payloads and attempts',
    `query ($first: Int!, $after: String) {
      deliveries(first: $first, after: $after) { edges { cursor node { ${delivery} } } ${pageInfo} }
    }`,
    { first: 100 },
  ],
  [
    'a delivery with all its texts',
    `{ delivery(id: "x") { ${delivery} attempts { signedContent } event { payload } } }`,
    {},
  ],
  [
    'a page of 100 deliveries with the signed text of their last attempts',
    '{ deliveries(first: 100) { nodes { lastAttempt { signedContent responseBody } } } }',
    {},
  ],
  [
    'a page of 100 events with their payloads',
    '{ events(first: 100) { nodes { id payload } } }',
    {},
  ],
  [
    'a page of webhooks with their last deliveries',
    `{ webhooks { nodes { id name url events status deliveries(first: 5) { nodes { ${delivery} } } } ${pageInfo} } }`,
    {},
  ],
  [
    'all webhooks of a workspace',
    `{ workspace { id name plan webhookLimit } webhooks(first: 100) { nodes {
      id name url events timeoutSeconds status statusReason secretHint secretCreatedAt createdAt } } }`,
    {},
  ],
])('the limits leave room for %s', async (_kind, query, variables) => {
  expect(await findErrors(query, variables)).toEqual([]);
});

const fragments = `fragment A on Delivery { ... { ...B } }
  fragment B on Delivery { requestPayload event { ... on Event { id } } }`;

test.each([
  [
    'payloads under four names',
    'a: requestPayload b: requestPayload c: requestPayload d: requestPayload',
    '',
    64,
  ],
  ['payloads of deliveries and events', 'requestPayload event { payload a: payload }', '', 85],
  ['payloads in fragments', '...A ...B a: requestPayload', fragments, 85],
  [
    'payloads of 10 deliveries each',
    'event { deliveries(first: 10) { nodes { requestPayload } } }',
    '',
    25,
  ],
  ['signed texts of all attempts', 'attempts { signedContent }', '', 25],
  [
    'responses under four names',
    'attempts { ...A b: responseBody c: responseHeaders d: responseHeaders }',
    'fragment A on Attempt { responseBody a: responseBody e: responseBody responseHeaders }',
    58,
  ],
])('a response never has more than 64 MiB of %s', async (_kind, selection, rest, most) => {
  const query = `query ($n: Int) { deliveries(first: $n) { nodes { ${selection} } } } ${rest}`;
  expect(await findErrors(query, { n: most })).toEqual([]);
  expect(await findErrors(query, { n: most + 1 })).toMatchObject([
    {
      message: expect.stringMatching(
        /^An operation must not ask for more than 64 MiB of long texts/,
      ),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ]);
});

async function findErrors(query: string, variables: Record<string, unknown>) {
  const schema = await buildSchemaOf(listResolverClasses());
  return createDocumentReader(schema).findErrors(parse(query), { variables });
}
