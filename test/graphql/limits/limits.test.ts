import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { getIntrospectionQuery, print } from 'graphql';
import {
  DeliveriesLiveDocument,
  FollowEventDocument,
  RecoveryFollowDocument,
  WebhookLiveDocument,
} from '../../../src/dashboard/api/graphql/graphql.ts';
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

const example = (name: string) =>
  readFileSync(new URL(`../../../docs/examples/${name}.graphql`, import.meta.url), 'utf8');

const eventFields = 'event { id type payload occurredAt }';
const fullUpdate = `cursor gap isStart isMatch
  delivery { ${delivery} ${eventFields} attempts { signedContent } }
  edge { cursor node { ${delivery} ${eventFields} attempts { signedContent } } }`;

test.each([
  ['every delivery of the dashboard', print(DeliveriesLiveDocument)],
  ['the deliveries of an event in the dashboard', print(FollowEventDocument)],
  ['every webhook of the dashboard', print(WebhookLiveDocument)],
  ['a recovery of the dashboard', print(RecoveryFollowDocument)],
  ['the example of deliveries', example('delivery-updated')],
  ['the example of webhooks', example('webhook-updated')],
  ['a delivery twice with all its texts', `subscription { deliveryUpdated { ${fullUpdate} } }`],
  [
    'a delivery with the last 20 of its webhook',
    `subscription { deliveryUpdated { delivery { ${delivery} webhook { deliveries { nodes { id status createdAt } } } } } }`,
  ],
])('the limits of a subscription leave room for %s', (_kind, query) => {
  expect(findErrors(query, {})).toEqual([]);
});

const ofWebhook = (fields: string) =>
  `subscription { deliveryUpdated { edge { node { webhook { ${fields} } } } } }`;

test.each([
  ['cost more than 500', ofWebhook('deliveries(first: $n) { nodes { id } }'), 98],
  ['cost more than 500', ofWebhook('deliveries(first: $n) { nodes { id event { id } } }'), 61],
  [
    'ask for more than 8 MiB of long texts',
    ofWebhook('deliveries(first: $n) { nodes { requestPayload } }'),
    32,
  ],
])('a message of a subscription must not %s', (words, selection, most) => {
  const query = selection.replace('subscription', 'subscription ($n: Int)');
  expect(findErrors(query, { n: most })).toEqual([]);
  expect(findErrors(query, { n: most + 1 })).toMatchObject([
    {
      message: expect.stringContaining(`A message of a subscription must not ${words}`),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ]);
});

test('only the requested operation of a document counts', () => {
  const page = 'deliveries(first: 100) { nodes { id } }';
  const query = `query Page { ${page} } ${ofWebhook(page).replace('{', 'Live {')} ${ofWebhook('id').replace('{', 'Cheap {')}`;
  expect(findErrors(query, {}, 'Page')).toEqual([]);
  expect(findErrors(query, {}, 'Cheap')).toEqual([]);
  expect(findErrors(query, {}, 'Live')).toHaveLength(1);
});

function findErrors(query: string, variables: Record<string, unknown>, operationName?: string) {
  const reading = reader.read(query);
  if ('errors' in reading) return reading.errors;
  const error = reader.findOperationError(reading.document, { variables, operationName });
  return error ? [error] : [];
}
