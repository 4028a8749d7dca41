import { beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { createDocumentReader, type DocumentReader } from '../../../src/graphql/documents.ts';
import { listResolverClasses } from '../../../src/graphql/create-resolvers.ts';
import { buildSchemaOf } from '../../../src/graphql/schema.ts';

let reader: DocumentReader;
beforeAll(async () => {
  reader = createDocumentReader(await buildSchemaOf(listResolverClasses()));
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
    'the standard introspection',
    getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }),
    {},
  ],
  [
    '10 webhooks with their counts and last 5 deliveries, under 10 names',
    `{ ${Array.from(
      { length: 10 },
      (
        _,
        n,
      ) => `w${n}: webhook(id: "${n}") { id name deliveryCounts { total succeeded failed pending { count } } lastDeliveryAt
      deliveries(first: 5) { nodes { id status } } }`,
    ).join(' ')} }`,
    {},
  ],
  [
    'three pages of 100 full rows of the log in one operation',
    `query ($first: Int!) { ${['SUCCEEDED', 'FAILED', 'PENDING']
      .map(
        (status) =>
          `${status}: deliveries(first: $first, filter: { statuses: [${status}] }) { nodes { ...Row } }`,
      )
      .join(' ')} } fragment Row on Delivery {
      id eventType trigger status statusReason attemptCount responseStatus responseTimeMs errorCode errorMessage
      nextAttemptAt createdAt completedAt webhook { id name url } event { id type } lastAttempt { number durationMs responseStatus } }`,
    { first: 100 },
  ],
  [
    'all webhooks of a workspace',
    `{ workspace { id name plan webhookLimit } webhooks(first: 100) { nodes {
      id name url events timeoutSeconds status statusReason secretHint secretCreatedAt createdAt } } }`,
    {},
  ],
])('the limits leave room for %s', (_kind, query, variables) => {
  expect(findErrors(query, variables)).toEqual([]);
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
])('a response never has more than 64 MiB of %s', (_kind, selection, rest, most) => {
  const query = `query ($n: Int) { deliveries(first: $n) { nodes { ${selection} } } } ${rest}`;
  expect(findErrors(query, { n: most })).toEqual([]);
  expect(findErrors(query, { n: most + 1 })).toMatchObject([
    {
      message: expect.stringMatching(
        /^An operation must not ask for more than 64 MiB of long texts/,
      ),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ]);
});

function findErrors(query: string, variables: Record<string, unknown>) {
  const reading = reader.read(query);
  if ('errors' in reading) return reading.errors;
  const error = reader.findOperationError(reading.document, { variables });
  return error ? [error] : [];
}
