import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, print, type DocumentNode } from 'graphql';
import { createLargeDrafts } from '../../kit/customer.ts';
import { ListDeliveries, PublishEvents } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';

const fixture = setUpNode();

interface Call {
  query: string | DocumentNode;
  variables?: object;
  token?: string | null;
  encoding: string;
}

async function ask({ query, variables = {}, token = fixture.customer.token, encoding }: Call) {
  const response = await fetch(fixture.app.app.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-encoding': encoding,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: typeof query === 'string' ? query : print(query), variables }),
  });
  const { headers } = response;
  const [used, bytes] = [headers.get('content-encoding'), headers.get('content-length')];
  return { encoding: used, bytes, vary: headers.get('vary'), headers, text: await response.text() };
}

const browser = 'gzip, deflate, br, zstd';

describe('an answer of more than 1 KiB', () => {
  test.each([
    [browser, 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity', null],
    ['zstd', null],
  ])('is compressed as the caller accepts it: %s', async (encoding, expected) => {
    const { customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    await customer.publish(10);
    await customer.waitForLog(10);
    const log = { query: ListDeliveries, variables: { filter: {} } };
    const plain = await ask({ ...log, encoding: 'identity' });
    expect(Number(plain.bytes)).toBeGreaterThan(1_024);
    const answer = await ask({ ...log, encoding });
    expect([answer.encoding, answer.text]).toEqual([expected, plain.text]);
    for (const { vary } of [answer, plain]) expect(vary).toBe('Origin, Accept-Encoding');
  });

  test('is compressed for readers of the schema without a token', async () => {
    const query = getIntrospectionQuery();
    const { encoding, text } = await ask({ query, token: null, encoding: browser });
    expect([encoding, JSON.parse(text)]).toEqual(['br', { data: expect.any(Object) }]);
  });

  test('to a mutation is compressed by nobody, for it may contain a secret', async () => {
    const events = createLargeDrafts(1);
    const query = print(PublishEvents).replace(/events \{/, 'events { payload');
    const answer = await ask({ query, variables: { input: { events } }, encoding: browser });
    expect(Number(answer.bytes)).toBeGreaterThan(1_024);
    expect(answer.encoding).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
  });
});

test('a small answer is as it was', async () => {
  const { encoding, bytes, text } = await ask({ query: '{ __typename }', encoding: browser });
  expect({ encoding, bytes, text }).toEqual({
    encoding: null,
    bytes: String(text.length),
    text: '{"data":{"__typename":"Query"}}\n',
  });
});
