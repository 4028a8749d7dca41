import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { waitUntil } from '../kit/wait-until.ts';
import { holdRow } from './hold-row.ts';
import { openClient } from './open-client.ts';
import { authorize, startGraphql, type Answer, type TestGraphql } from './start-graphql.ts';

const operations = {
  runningWhileBusy: { ofAll: 20, perWorkspace: 3, perToken: 2 },
  runningWhileIdle: { ofAll: 20, perWorkspace: 3, perToken: 2 },
  runningFirst: 0,
  lateAfterDelayMs: Infinity, // the machine may be busy with other tests
  ...{ inFlightPerWorkspace: 6, inFlightPerToken: 4, waitMsMax: 60_000 },
};
const one = { ...operations.runningWhileBusy, ofAll: 1 };
const oneAtOnce = { runningWhileBusy: one, runningWhileIdle: one };
const rename = 'mutation { rename }';
const nothing = { inFlight: 0, running: 0, bodyBytes: 0, workspaces: 0 };
const idle = { ...nothing, sockets: 0, subscriptions: 0 };
let graphql: TestGraphql;
/** Authorization headers of acme. */
let tokens: string[];
let beta: string;

beforeAll(async () => {
  graphql = await startGraphql({ limits: { operations } });
  tokens = await Promise.all(
    [3_601, 3_602, 3_603].map((lifetimeSeconds) => authorize({ lifetimeSeconds })),
  );
  beta = await authorize({ workspaceId: 'beta' });
});

afterAll(() => graphql.stop());

const post = (query: string, authorization: string) => graphql.post(query, { authorization });

async function waitForCounts(counts: object, of = graphql): Promise<void> {
  await waitUntil(`the counts are ${JSON.stringify(counts)}`, () =>
    Object.entries(counts).every(([name, count]) => of.count()[name as 'running'] === count),
  );
}

test('a call beyond the limit of its token or workspace is refused while others are served', async () => {
  const [first = '', second = '', third = ''] = tokens;
  const row = await holdRow(graphql.databaseUrl, 'acme');
  const held = Array.from({ length: 4 }, () => post(rename, first));
  await waitForCounts({ inFlight: 4, running: 2 });
  const refusals = [[await post(rename, first), 'A token may have at most 4 operations']] as const;
  held.push(post(rename, second), post(rename, second));
  await waitForCounts({ inFlight: 6, running: 3 });
  for (const [{ status, headers, errors }, message] of [
    ...refusals,
    [await post('{ greeting }', third), 'A workspace may have at most 6 operations'] as const,
  ]) {
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    expect(errors).toEqual([
      {
        message: `${message} in flight on a node.`,
        extensions: { code: 'RATE_LIMITED', isRetryable: true, retryAfterSeconds: 1 },
      },
    ]);
  }
  expect(await post('{ greeting }', beta)).toMatchObject({ status: 200, errors: [] });
  expect(graphql.count()).toMatchObject({ inFlight: 6, running: 3 });
  await row.release();
  const answers = await Promise.all(held);
  expect(answers.map(({ data }) => data)).toEqual(held.map(() => ({ rename: 'renamed' })));
  await waitForCounts(idle);
});

test('operations over WebSocket share the limit of their token and are refused as GraphQL errors', async () => {
  const [first = ''] = tokens;
  const client = openClient(graphql, first);
  await waitForCounts({ sockets: 1 });
  const row = await holdRow(graphql.databaseUrl, 'acme');
  const held = [client.collect(rename), client.collect(rename), client.collect(rename)];
  await waitForCounts({ inFlight: 3, running: 2 });
  const call = post(rename, first);
  await waitForCounts({ inFlight: 4 });
  for (const query of ['{ greeting }', 'subscription { idle }']) {
    const [refusal] = await client.askForErrors(query);
    expect(refusal).toEqual({
      message: 'A token may have at most 4 operations in flight on a node.',
      extensions: { code: 'RATE_LIMITED', isRetryable: true, retryAfterSeconds: 1 },
    });
  }
  expect((await post(rename, first)).status).toBe(429);
  await row.release();
  expect(await Promise.all(held)).toEqual(held.map(() => [{ data: { rename: 'renamed' } }]));
  expect((await call).data).toEqual({ rename: 'renamed' });
  await client.dispose();
  await waitForCounts(idle);
});

describe('all counts return to 0', () => {
  test('after answers and errors of every kind', async () => {
    const [first = ''] = tokens;
    const client = openClient(graphql, first);
    for (const query of [
      ...['{ greeting }', '{ broken }', '{ queryBroken }', '{ unknown }', '{', '', '{ scoped }'],
      ...['mutation { touch }', 'subscription { brokenTicks }', 'subscription { scopedTicks }'],
      ...['subscription { unknown }', 'subscription { brokenSource }', 'subscription {'],
    ]) {
      await post(query, first);
      await client.askForErrors(query);
    }
    for (const body of ['{', '1', '[]', 'x'.repeat(1024 * 1024 + 1)]) {
      const headers = { 'content-type': 'application/json', authorization: first };
      await fetch(graphql.url, { method: 'POST', headers, body });
    }
    await graphql.post('{ __typename }', { authorization: null });
    await graphql.post('{ greeting }', { authorization: null });
    await waitForCounts({ ...nothing, subscriptions: 0, sockets: 1 });
    await client.dispose();
    await waitForCounts(idle);
  });

  test('for waiting calls when their client leaves; running calls count until they are done', async () => {
    const [first = ''] = tokens;
    const row = await holdRow(graphql.databaseUrl, 'acme');
    const leaving = new AbortController();
    const calls = Array.from({ length: 4 }, () =>
      fetch(graphql.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: first },
        body: JSON.stringify({ query: rename }),
        signal: leaving.signal,
      }).catch(() => 'left'),
    );
    await waitForCounts({ inFlight: 4, running: 2 });
    leaving.abort();
    await waitForCounts({ inFlight: 2, running: 2 });
    expect(await Promise.all(calls)).toEqual(['left', 'left', 'left', 'left']);
    await row.release();
    await waitForCounts(idle);
  });

  test('for pipelined calls when their connection has closed', async () => {
    const [first = ''] = tokens;
    const row = await holdRow(graphql.databaseUrl, 'acme');
    const socket = connect(graphql.port, '127.0.0.1');
    const body = JSON.stringify({ query: rename });
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${first}\r\n`;
    socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`.repeat(4));
    await waitForCounts({ inFlight: 4, running: 2 });
    socket.destroy();
    await waitForCounts({ inFlight: 2, running: 2 });
    await row.release();
    await waitForCounts(idle);
  });

  test('for a call with an unfinished body when its client leaves', async () => {
    const [first = ''] = tokens;
    const socket = connect(graphql.port, '127.0.0.1');
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${first}\r\n`;
    socket.write(`${head}content-length: 100\r\n\r\n{`);
    await waitForCounts({ inFlight: 1, bodyBytes: 100, running: 0 });
    socket.destroy();
    await waitForCounts(idle);
  });

  test('for operations and subscriptions when their socket has closed', async () => {
    const [first = ''] = tokens;
    const client = openClient(graphql, first);
    const row = await holdRow(graphql.databaseUrl, 'acme');
    const views = [1, 2].map(() => client.client.iterate({ query: 'subscription { idle }' }));
    const ends = views.map((view) => view.next().catch(() => 'closed'));
    await waitForCounts({ subscriptions: 2, inFlight: 0 });
    const held = [1, 2, 3, 4].map(() => client.collect(rename).catch(() => 'closed'));
    await waitForCounts({ subscriptions: 2, inFlight: 4, running: 2 });
    client.client.terminate();
    await waitForCounts({ subscriptions: 0, sockets: 0, inFlight: 2, running: 2 });
    await row.release();
    await waitForCounts(idle);
    await Promise.all([...ends, ...held]);
  });

  test('for an operation cancelled while it waited, which never runs', async () => {
    const own = await startGraphql({ limits: { operations } });
    const client = openClient(own, tokens[0]!);
    const row = await holdRow(own.databaseUrl, 'acme');
    const held = [1, 2].map(() => client.collect(rename));
    await waitForCounts({ inFlight: 2, running: 2 }, own);
    const waiting = client.client.iterate({ query: '{ gated }' });
    void waiting.next();
    await waitForCounts({ inFlight: 3 }, own);
    await waiting.return!();
    await waitForCounts({ inFlight: 2, running: 2 }, own);
    await row.release();
    await Promise.all(held);
    await waitForCounts(nothing, own); // `gated` would run for ever
    await client.dispose();
    await waitForCounts(idle, own);
    await own.stop();
  });
});

describe('a socket', () => {
  async function openRaw(): Promise<{ socket: WebSocket; closed: Promise<unknown[]> }> {
    const socket = new WebSocket(graphql.url.replace('http', 'ws'), 'graphql-transport-ws');
    const closed = once(socket, 'close');
    await once(socket, 'open');
    return { socket, closed };
  }
  const ping = (payload: object) => JSON.stringify({ type: 'ping', payload });

  test('without a token is closed after a long message or an eleventh one', async () => {
    const long = await openRaw();
    long.socket.send(ping({ filler: 'x'.repeat(16 * 1024) }));
    expect((await long.closed)[0]).toBe(1008);
    const often = await openRaw();
    for (let n = 0; n < 11; n += 1) often.socket.send(ping({}));
    expect((await often.closed)[0]).toBe(1008);
  });

  test('with a token is closed after thousands of messages at once, and others are served', async () => {
    const { socket, closed } = await openRaw();
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: tokens[0] } }));
    await once(socket, 'message');
    for (let n = 0; n < 5_000; n += 1) socket.send('{"type":"pong"}');
    expect((await closed)[0]).toBe(1008);
    expect((await post('{ greeting }', beta)).status).toBe(200);
  });
});

test('sockets beyond the limit of a workspace are refused one by one, and cut when too many wait', async () => {
  const sockets = { perWorkspace: 1, refusedGapMs: 60_000, refusedWaitingMax: 2 };
  const own = await startGraphql({ limits: { sockets } });
  const authorization = tokens[0];
  const codes: number[] = [];
  const opened = await Promise.all(
    [1, 2, 3, 4, 5].map(async () => {
      const socket = new WebSocket(own.url.replace('http', 'ws'), 'graphql-transport-ws');
      socket.once('close', (code) => codes.push(code));
      socket.on('error', () => undefined);
      await once(socket, 'open');
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
      return socket;
    }),
  );
  // One is served, one refused at once, two wait, and the fifth is cut.
  await waitUntil('two are gone', () => codes.length === 2);
  expect(codes.toSorted()).toEqual([1006, 4420]);
  for (const socket of opened) socket.terminate();
  await waitForCounts(idle, own);
  await own.stop();
});

test('a call whose client leaves during the token check leaves no count behind', async () => {
  let isAsked = false;
  const wait = Promise.withResolvers<null>();
  const authenticate = async () => {
    isAsked = true;
    return wait.promise;
  };
  const own = await startGraphql({
    authenticator: { authenticate, explainAbsence: async () => null },
  });
  const { port, hostname } = new URL(own.url);
  const connection = connect(Number(port), hostname);
  connection.write('POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}');
  await waitUntil('the token is checked', () => isAsked);
  connection.resetAndDestroy();
  await waitUntil('the client has gone', () => connection.closed);
  await new Promise(setImmediate);
  wait.resolve(null);
  await waitForCounts(idle, own);
  await own.stop();
});

test('a late node refuses new calls with 503, and still answers health checks', async () => {
  const late = await startGraphql({
    limits: { operations: { ...operations, ...oneAtOnce, lateAfterWaitMs: 20 } },
  });
  const row = await holdRow(late.databaseUrl, 'acme');
  const running = late.post(rename);
  await waitForCounts({ running: 1 }, late);
  const waiting = late.post('{ greeting }', { authorization: beta });
  let refusal: Answer | undefined;
  await waitUntil('a call is refused', async () => {
    void late.post('{ greeting }', { authorization: tokens[1]! }).then((answer) => {
      if (answer.status === 503) refusal ??= answer;
    });
    return refusal !== undefined;
  });
  expect(refusal?.headers.get('retry-after')).toBe('2');
  expect(refusal?.errors).toEqual([
    {
      message: 'The service is overloaded. Nothing was done. Try again in a few seconds.',
      extensions: { code: 'SERVICE_UNAVAILABLE', isRetryable: true, retryAfterSeconds: 2 },
    },
  ]);
  for (const path of ['/healthz', '/readyz']) {
    expect((await fetch(new URL(path, late.url))).status).toBe(200);
  }
  await row.release();
  expect((await waiting).data).toEqual({ greeting: 'Hello beta' });
  expect((await running).data).toEqual({ rename: 'renamed' });
  await waitUntil('a call is served', async () => {
    const { status } = await late.post('{ greeting }', { authorization: beta });
    return status === 200;
  });
  await waitForCounts(idle, late);
  await late.stop();
});

describe('sockets', () => {
  test('of a workspace and its subscriptions are limited without affecting others', async () => {
    const own = await startGraphql({
      limits: { sockets: { perWorkspace: 2, subscriptionsPerWorkspace: 2 } },
    });
    const clients = tokens.slice(0, 2).map((token) => openClient(own, token));
    await waitForCounts({ sockets: 2 }, own);
    const beyond = openClient(own, tokens[2]!);
    expect(await beyond.ended).toMatchObject({
      code: 4420,
      reason: 'A workspace may have at most 2 sockets on a node.',
    });
    const views = clients.map(({ client }) => client.iterate({ query: 'subscription { idle }' }));
    for (const view of views) void view.next().catch(() => undefined);
    await waitForCounts({ subscriptions: 2 }, own);
    const [refusal] = await clients[0]!.askForErrors('subscription { idle }');
    expect(refusal).toEqual({
      message: 'A workspace may have at most 2 subscriptions on a node.',
      extensions: { code: 'RATE_LIMITED', isRetryable: true, retryAfterSeconds: 10 },
    });
    const other = openClient(own, beta);
    expect(await other.collect('subscription { ticks { number } }')).toHaveLength(3);
    await views[0]!.return!();
    await waitForCounts({ subscriptions: 1 }, own);
    await clients[0]!.dispose();
    await waitForCounts({ sockets: 2 }, own);
    const next = openClient(own, tokens[2]!);
    expect(await next.collect('subscription { ticks { number } }')).toHaveLength(3);
    for (const client of [clients[1]!, other, next]) await client.dispose();
    await waitForCounts(idle, own);
    await own.stop();
  });

  test('are limited per node: the next is refused with 503, and those without a token make room', async () => {
    const own = await startGraphql({ limits: { sockets: { ofAll: 3, unknownMax: 2 } } });
    const open = async () => {
      const socket = new WebSocket(own.webSocketUrl, 'graphql-transport-ws');
      await once(socket, 'open');
      return socket;
    };
    const client = openClient(own, tokens[0]!);
    await waitForCounts({ sockets: 1 }, own);
    const [oldest, second] = [await open(), await open()];
    const beyond = new WebSocket(own.webSocketUrl, 'graphql-transport-ws');
    beyond.on('error', () => undefined);
    const [, response] = (await once(beyond, 'unexpected-response')) as unknown[];
    const { statusCode, headers } = response as { statusCode: number; headers: object };
    expect([statusCode, headers]).toEqual([503, expect.objectContaining({ 'retry-after': '10' })]);
    await client.dispose();
    await waitForCounts({ sockets: 0 }, own);
    const ended = once(oldest, 'close');
    const third = await open();
    await ended;
    expect([second.readyState, third.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
    for (const socket of [second, third]) socket.terminate();
    await own.stop();
  });
});
