import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { authorize, readAnswer, startGraphql, type TestGraphql } from '../start-graphql.ts';

const frontend = 'https://app.example';
const challenge = 'Bearer realm="stockaj-webhooks"';
let graphql: TestGraphql;

beforeAll(async () => {
  graphql = await startGraphql({ allowedOrigins: [frontend] });
});

afterAll(() => graphql.stop());

describe('a caller', () => {
  test('with a token is served, and the answer has a request id', async () => {
    const { status, data, headers } = await graphql.post('{ greeting }');
    expect({ status, data }).toEqual({ status: 200, data: { greeting: 'Hello acme' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    '{ greeting }',
    '{ __typename greeting }',
    '{ ...All } fragment All on Query { greeting }',
    'query A { __typename } query B { greeting }',
    'mutation { touch }',
    'nonsense {',
    `{ ${'__typename '.repeat(600)} }`,
    '',
  ])('without a token is refused before it is validated: %s', async (query) => {
    const { status, headers, errors } = await graphql.post(query, { authorization: null });
    expect([status, headers.get('www-authenticate')]).toEqual([401, challenge]);
    expect(errors).toEqual([
      { message: 'A valid token is required.', extensions: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  test.each([
    ['none and a large body', 'content-length: 8193', ''],
    ['none and a body of unknown length', 'transfer-encoding: chunked', ''],
    ['none and a compressed body', 'content-encoding: gzip\r\ncontent-length: 100', ''],
    ['a wrong one', 'content-length: 1000', 'authorization: Bearer nonsense\r\n'],
  ])('with a token that is %s is answered before the body arrives', async (_kind, size, token) => {
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n`;
    const answer = await exchange(`${head}${token}${size}\r\n\r\n`, 'UNAUTHENTICATED');
    expect(answer).toMatch(/^HTTP\/1.1 401 /);
  });

  test.each([
    ['expired', () => authorize({ lifetimeSeconds: -60 }), `${challenge}, error="invalid_token"`],
    ['malformed', async () => 'bearer nonsense', `${challenge}, error="invalid_token"`],
    ['not there', async () => 'Bearer ', challenge],
    ['of another scheme', async () => 'Basic YTpi', challenge],
  ])('with a token that is %s gets 401 and a GraphQL error', async (_kind, makeToken, expected) => {
    const authorization = await makeToken();
    const { status, headers, errors, text } = await graphql.post('{ greeting }', { authorization });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe(expected);
    expect(errors[0]!.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    expect(text).not.toMatch(/nonsense|YTpi|eyJ/);
  });

  test('without the scope, or of a workspace that does not exist, is FORBIDDEN', async () => {
    const scoped = await graphql.post('{ scoped }');
    expect(scoped.errors[0]!.extensions).toEqual({ code: 'FORBIDDEN' });
    const authorization = await authorize({ workspaceId: 'nobody' });
    const unknown = await graphql.post('{ greeting }', { authorization });
    expect(unknown.errors[0]!.extensions).toEqual({ code: 'FORBIDDEN' });
  });

  test('without a token is refused by the URL of a GET, whatever its body has', async () => {
    const { port, hostname } = new URL(graphql.url);
    const body = '{"query":"{ __typename }"}';
    const path = `/graphql?query=${encodeURIComponent('{ greeting }')}`;
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const call = request({ port, hostname, path, method: 'GET', headers }).end(body);
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    const chunks = await answer.toArray();
    expect([answer.statusCode, JSON.parse(Buffer.concat(chunks as Buffer[]).toString())]).toEqual([
      401,
      {
        errors: [
          { message: 'A valid token is required.', extensions: { code: 'UNAUTHENTICATED' } },
        ],
      },
    ]);
  });

  test('without a token may read the schema', async () => {
    const { errors, text } = await graphql.post(getIntrospectionQuery(), { authorization: null });
    expect(errors).toEqual([]);
    expect(text).toContain('brokenTicks');
  });

  test('without a token may read the schema at a limited rate, while others are served', async () => {
    const alone = await startGraphql();
    const ask = (request: { authorization?: null }) => alone.post('{ __typename }', request);
    const asking = Array.from({ length: 12 }, () => ask({ authorization: null }));
    const strangers = await Promise.all(asking);
    const refused = strangers.filter(({ status }) => status === 429);
    expect(strangers.filter(({ status }) => status === 200)).toHaveLength(10);
    for (const { headers, errors } of refused) {
      const retryAfterSeconds = Number(headers.get('retry-after'));
      expect(retryAfterSeconds).toBeGreaterThan(0);
      const code = 'RATE_LIMITED';
      expect(errors[0]!.extensions).toEqual({ code, retryAfterSeconds, isRetryable: true });
    }
    expect((await ask({})).status).toBe(200);
    await alone.stop();
  });
});

describe('a query by GET', () => {
  const ask = (query: string, headers: Record<string, string>) =>
    fetch(`${graphql.url}?query=${encodeURIComponent(query)}`, { headers });

  test('is answered with an authorization; a mutation never is', async () => {
    const headers = { authorization: await authorize({}) };
    const answer = await readAnswer(await ask('{ greeting }', headers));
    expect(answer).toMatchObject({ status: 200, data: { greeting: 'Hello acme' } });
    const mutation = await ask('mutation { touch }', headers);
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('is refused if a page of another site could send it without a preflight', async () => {
    for (const headers of [{}, { 'content-type': 'text/plain' }, { accept: '*/*' }]) {
      expect((await ask('{ __typename }', headers)).status).toBe(400);
    }
  });
});

test('no answer may be stored, and connections outlive those of load balancers', async () => {
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

test('a persisted query is refused with its own code, and the answer may not be stored either', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
  const response = await send({ body: JSON.stringify({ extensions }) });
  const { headers, errors } = await readAnswer(response);
  expect(errors.map(({ extensions: { code } }) => code)).toEqual(['PERSISTED_QUERY_NOT_SUPPORTED']);
  expect(headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['GET /healthz HTTP/1.1\r\n\r\n', 400],
  ['POST /graphql HTTP/1.1\r\n\r\n', 400],
  ['NO HTTP\r\n\r\n', 400],
  [`GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(17 * 1024)}\r\n\r\n`, 431],
  ['GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 200\r\n\r\n', 417],
  [
    `POST /graphql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(17 * 1024)}`,
    413,
  ],
  ['POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 405],
  ['GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 400],
])(
  'no refusal of an unreadable request may be stored, and each closes the connection (%#)',
  async (text, status) => {
    const answer = await exchange(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain('\r\ncache-control: no-store\r\n');
  },
);

test('a client that leaves before its refusal does no harm', async () => {
  const { port, hostname } = new URL(graphql.url);
  const sockets = Array.from({ length: 20 }, () => connect(Number(port), hostname));
  await Promise.all(
    sockets.map(async (socket) => {
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.write('NO HTTP\r\n\r\n', () => socket.resetAndDestroy());
      await once(socket, 'close');
    }),
  );
  expect((await graphql.post('{ greeting }')).status).toBe(200);
});

test('an HTTP/2 upgrade offer, which some clients send with each request, is ignored', async () => {
  const body = '{"query":"{ __typename }"}';
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: a',
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  const answer = await exchange(`${head.join('\r\n')}\r\n\r\n${body}`, '"Query"');
  expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
});

describe('a method', () => {
  test.each([
    ...['HEAD', 'PUT', 'DELETE', 'PATCH'].map((method) => [
      method,
      '/graphql',
      'GET, POST, OPTIONS',
    ]),
    ...['POST', 'PUT', 'DELETE'].flatMap((method) => [
      [method, '/healthz', 'GET, HEAD, OPTIONS'],
      [method, '/readyz', 'GET, HEAD, OPTIONS'],
    ]),
  ])('that is not served gets 405 and the list of others: %s %s', async (method, path, allow) => {
    const { status, headers } = await fetch(new URL(path, graphql.url), { method });
    expect([status, headers.get('allow')]).toEqual([405, allow]);
  });

  test.each([
    ['/graphql', 'GET, POST, OPTIONS'],
    ['/healthz', 'GET, HEAD, OPTIONS'],
    ['/readyz', 'GET, HEAD, OPTIONS'],
  ])(
    'OPTIONS lists the methods of %s, and allows nothing without an Origin',
    async (path, allow) => {
      const { status, headers } = await fetch(new URL(path, graphql.url), { method: 'OPTIONS' });
      expect([status, headers.get('allow')]).toEqual([204, allow]);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  test('HEAD reports health like GET', async () => {
    const { status } = await fetch(new URL('/healthz', graphql.url), { method: 'HEAD' });
    expect(status).toBe(200);
  });
});

describe('the transport', () => {
  test('has no page that loads scripts from other sites', async () => {
    const response = await fetch(graphql.url, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(401);
    expect(await response.text()).not.toContain('<');
  });

  test('answers 404 on other paths', async () => {
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

  test('reports a body that is not JSON without repeating it', async () => {
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

  test('of the own host is served', async () => {
    const headers = { origin: new URL(graphql.url).origin };
    const { status } = await graphql.post('{ greeting }', { headers });
    expect(status).toBe(200);
  });

  test.each([
    ['https://app.stockaj.example', 'app.stockaj.example:443', 200],
    ['http://app.stockaj.example', 'app.stockaj.example:80', 200],
    ['https://app.stockaj.example', 'App.Stockaj.Example', 200],
    ['chrome-extension://app', 'app', 403],
    ['https://app.stockaj.example', 'app%2estockaj.example', 403],
    ['https://app.stockaj.example:8443', 'app.stockaj.example:8443', 200],
    ['HTTPS://APP.example', 'backend', 200], // an allowed origin
    ['https://app.stockaj.example', 'app.stockaj.example:80', 403],
    ['http://app.stockaj.example', 'app.stockaj.example:443', 403],
    ['https://app.stockaj.example:8443', 'app.stockaj.example', 403],
    ['https://app.stockaj.example', 'backend:4000', 403],
    ['https://app.stockaj.example', 'x@app.stockaj.example', 403],
    ['https://app.stockaj.example', 'app.stockaj.example/x', 403],
    ['https://app.stockaj.example, https://evil.example', 'app.stockaj.example', 403],
  ])('%s behind a proxy that sends Host: %s gets %i', async (origin, host, expected) => {
    const headers = { origin, host, 'content-type': 'application/json' };
    const authorization = await authorize({});
    const call = request(graphql.url, { method: 'POST', headers: { ...headers, authorization } });
    call.end('{"query":"{ greeting }"}');
    const [answer] = (await once(call, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(expected);
  });

  test('that is allowed may read every answer, including refusals', async () => {
    const origin = frontend;
    const json = { origin, 'content-type': 'application/json' };
    const authorization = await authorize({});
    const large = JSON.stringify({ query: 'x'.repeat(1024 * 1024) });
    const calls: [string, RequestInit, number][] = [
      ['/elsewhere', { headers: { origin } }, 404],
      ['/healthz', { headers: { origin } }, 200],
      ['/readyz', { method: 'POST', headers: { origin } }, 405],
      ['/graphql', { method: 'PUT', headers: { origin } }, 405],
      ['/graphql', { headers: { origin } }, 401],
      ['/graphql', { method: 'POST', headers: json, body: '{"query":"{ greeting }"}' }, 401],
      ['/graphql', { method: 'POST', headers: json, body: '{' }, 400],
      ['/graphql', { method: 'POST', headers: json, body: large }, 401],
      ['/graphql', { method: 'POST', headers: { ...json, authorization }, body: large }, 413],
      [
        '/graphql',
        {
          method: 'POST',
          headers: { ...json, authorization, 'content-encoding': 'x' },
          body: '{}',
        },
        415,
      ],
    ];
    for (const [path, init, status] of calls) {
      const answer = await fetch(new URL(path, graphql.url), init);
      const allowed = answer.headers.get('access-control-allow-origin');
      expect([path, answer.status, allowed]).toEqual([path, status, frontend]);
    }
  });

  test('that is foreign is allowed nothing on any path', async () => {
    const init = { method: 'OPTIONS', headers: { origin: 'https://evil.example' } };
    for (const path of ['/graphql', '/healthz', '/elsewhere']) {
      const { headers } = await fetch(new URL(path, graphql.url), init);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
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

/** Sends bytes and returns the response, until the connection ends or the mark arrives. */
async function exchange(text: string, mark?: string): Promise<string> {
  const { port, hostname } = new URL(graphql.url);
  const socket = connect(Number(port), hostname);
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) {
    answer += String(chunk);
    if (mark !== undefined && answer.includes(mark)) break;
  }
  return answer;
}

async function send(call: { body?: string; headers?: Record<string, string> }): Promise<Response> {
  const { body = '{"query":"{ greeting }"}', headers = { 'content-type': 'application/json' } } =
    call;
  const authorization = await authorize({});
  return fetch(graphql.url, { method: 'POST', headers: { ...headers, authorization }, body });
}
