import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { connectionTimeouts } from '../../src/graphql/limits.ts';
import { authorize, readAnswer, startGraphql } from './start-graphql.ts';
import type { TestGraphql } from './start-graphql.ts';

const frontend = 'https://app.example';
let graphql: TestGraphql;

beforeAll(async () => {
  graphql = await startGraphql({ allowedOrigins: [frontend] });
});

afterAll(() => graphql.stop());

describe('a caller', () => {
  test('with a token is served, and the answer carries an id for the request', async () => {
    const { status, data, headers } = await graphql.post('{ greeting }');
    expect({ status, data }).toEqual({ status: 200, data: { greeting: 'Hello acme' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('without a token is UNAUTHENTICATED at every field', async () => {
    const answer = await graphql.post('{ broken refused }', { authorization: null });
    const { status, headers, data, errors } = answer;
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(data).toEqual({ broken: null, refused: null });
    expect(errors.map((error) => error.extensions)).toEqual([
      { code: 'UNAUTHENTICATED' },
      { code: 'UNAUTHENTICATED' },
    ]);
  });

  test.each([
    ['expired', () => authorize({ lifetimeSeconds: -60 })],
    ['malformed', async () => 'Bearer nonsense'],
    ['of another scheme', async () => 'Basic YTpi'],
  ])('with a token that is %s gets 401 and a GraphQL error', async (_kind, makeToken) => {
    const authorization = await makeToken();
    const { status, headers, errors, text } = await graphql.post('{ greeting }', { authorization });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(errors[0]!.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    expect(text).not.toContain(authorization.split(' ')[1]);
  });

  test('without the scope, or of a workspace that does not exist, is FORBIDDEN', async () => {
    const scoped = await graphql.post('{ scoped }');
    expect(scoped.errors[0]!.extensions).toEqual({ code: 'FORBIDDEN' });
    const authorization = await authorize({ workspaceId: 'nobody' });
    const unknown = await graphql.post('{ greeting }', { authorization });
    expect(unknown.errors[0]!.extensions).toEqual({ code: 'FORBIDDEN' });
  });

  test('without a token may ask for the schema', async () => {
    const { errors, text } = await graphql.post(getIntrospectionQuery(), { authorization: null });
    expect(errors).toEqual([]);
    expect(text).toContain('brokenTicks');
  });
});

describe('a query by GET', () => {
  const ask = (query: string, headers: Record<string, string>) =>
    fetch(`${graphql.url}?query=${encodeURIComponent(query)}`, { headers });

  test('with an authorization is answered; a mutation never is', async () => {
    const headers = { authorization: await authorize({}) };
    const answer = await readAnswer(await ask('{ greeting }', headers));
    expect(answer).toMatchObject({ status: 200, data: { greeting: 'Hello acme' } });
    const mutation = await ask('mutation { touch }', headers);
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('that a page of another site could send without a preflight is refused', async () => {
    for (const headers of [{}, { 'content-type': 'text/plain' }, { accept: '*/*' }]) {
      expect((await ask('{ greeting }', headers)).status).toBe(400);
    }
  });
});

test('no answer may be stored, and connections outlive those of balancers', async () => {
  const urls = [
    graphql.url,
    ...['/healthz', '/readyz', '/x'].map((path) => new URL(path, graphql.url)),
  ];
  const answers = await Promise.all([
    ...urls.map((url) => fetch(url)),
    fetch(graphql.url, { method: 'POST', body: 'nonsense' }),
    fetch(graphql.url, { method: 'OPTIONS', headers: { origin: frontend } }),
    fetch(graphql.url, { headers: { origin: 'https://evil.example' } }),
    fetch(graphql.url, { headers: { authorization: await authorize({}) } }),
  ]);
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('keep-alive')).toBe('timeout=75');
  }
});

describe('the transport', () => {
  test('refuses a batch, a mutation by GET, a subscription and a form', async () => {
    const batch = await send({ body: '[{"query":"{ greeting }"}]' });
    const url = `${graphql.url}?query=${encodeURIComponent('mutation { touch }')}`;
    const byGet = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    const subscription = await graphql.post('subscription { idle }');
    const form = await send({ headers: { 'content-type': 'text/plain' } });
    const statuses = [batch, byGet, subscription, form].map(({ status }) => status);
    expect(statuses).toEqual([400, 405, 400, 400]);
    expect(graphql.streams.open).toBe(0);
  });

  test('keeps a connection that has sent nothing yet for longer than 60 s as well', () => {
    const { keepAliveTimeout, headersTimeout } = createServer(connectionTimeouts);
    expect(keepAliveTimeout).toBeGreaterThan(60_000);
    expect(headersTimeout).toBeGreaterThan(keepAliveTimeout);
  });

  test('shows no page that loads scripts from elsewhere', async () => {
    const response = await fetch(graphql.url, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('<');
  });

  test('answers 404 elsewhere', async () => {
    const response = await fetch(new URL('/elsewhere', graphql.url));
    const { status, errors } = await readAnswer(response);
    expect(status).toBe(404);
    expect(errors[0]!.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  test('refuses a body over 1 MiB and a query text over 128 KiB with 413, and accepts 1 MiB', async () => {
    const take = 'query ($input: ProbeInput!) { take(input: $input) }';
    const variables = (length: number) => ({ input: { name: 'x'.repeat(length), count: 1 } });
    const fits = await graphql.post(take, { variables: variables(1024 * 1024 - 200) });
    expect(fits.errors).toEqual([]);
    const body = await graphql.post(take, { variables: variables(1024 * 1024) });
    const text = await graphql.post(`{ greeting } #${'x'.repeat(128 * 1024)}`);
    expect([body.status, text.status]).toEqual([413, 413]);
    expect([body, text].map(({ errors }) => errors[0]!.extensions.code)).toEqual([
      'BAD_REQUEST',
      'BAD_REQUEST',
    ]);
  });

  test('says that a body is not JSON without repeating it', async () => {
    const { status, text } = await readAnswer(await send({ body: '{"query": whsec_abc' }));
    expect(status).toBe(400);
    expect(text).toContain('must be JSON');
    expect(text).not.toContain('whsec');
  });
});

describe('an Origin', () => {
  test('that is foreign or null is refused with 403', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const { status, errors, data } = await graphql.post('{ greeting }', { headers: { origin } });
      expect(status).toBe(403);
      expect(errors[0]!.extensions).toEqual({ code: 'FORBIDDEN' });
      expect(data).toBeUndefined();
    }
  });

  test('that is the own host is served', async () => {
    const headers = { origin: new URL(graphql.url).origin };
    const { status } = await graphql.post('{ greeting }', { headers });
    expect(status).toBe(200);
  });

  test('that is allowed is served, and its browser may read the answer', async () => {
    const headers = { origin: frontend };
    const { status, headers: answered } = await graphql.post('{ greeting }', { headers });
    expect(status).toBe(200);
    expect(answered.get('access-control-allow-origin')).toBe(frontend);
    expect(answered.get('vary')).toContain('Origin');
    const asked = 'apollographql-client-name,authorization,sentry-trace,traceparent,x-request-id';
    const preflight = await fetch(graphql.url, {
      method: 'OPTIONS',
      headers: { ...headers, 'access-control-request-headers': asked },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe(asked);
    expect(preflight.headers.get('vary')).toBe('Origin, Access-Control-Request-Headers');
  });
});

function send(request: { body?: string; headers?: Record<string, string> }): Promise<Response> {
  const { body = '{"query":"{ greeting }"}', headers = { 'content-type': 'application/json' } } =
    request;
  return fetch(graphql.url, { method: 'POST', headers, body });
}
