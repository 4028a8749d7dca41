import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createViewerFinder } from '../../../src/workspaces/index.ts';
import { clockToleranceSeconds } from '../../../src/workspaces/claims.ts';
import { openClient, type TestClient } from '../open-client.ts';
import { authorize, readAnswer, startGraphql, type TestGraphql } from '../start-graphql.ts';
import { waitUntil } from '../../kit/wait-until.ts';

let graphql: TestGraphql;
let client: TestClient;

beforeAll(async () => {
  graphql = await startGraphql({ allowedOrigins: ['https://app.example'] });
  client = openClient(graphql, await authorize({}));
});

afterAll(async () => {
  await client.dispose();
  await graphql.stop();
});

describe('an operation', () => {
  test('of each kind is answered: query, mutation and subscription', async () => {
    expect(await client.collect('{ greeting }')).toEqual([{ data: { greeting: 'Hello acme' } }]);
    expect(await client.collect('mutation { touch }')).toEqual([{ data: { touch: 'touched' } }]);
    const ticks = await client.collect('subscription { ticks { number at } }');
    expect(ticks.map(({ data }) => data)).toEqual(
      [1, 2, 3].map((number) => ({ ticks: { number, at: new Date(0).toISOString() } })),
    );
  });

  test('has its own entity manager, and so has an event that comes later', async () => {
    const results = await client.collect('subscription { ticks { manager } }');
    const managers = results.map(({ data }) => JSON.stringify(data));
    expect(new Set(managers).size).toBe(3);
  });

  test('without the scope is FORBIDDEN and opens nothing', async () => {
    const [error] = await client.askForErrors('subscription { scopedTicks }');
    expect(error!.extensions).toEqual({ code: 'FORBIDDEN' });
    expect(graphql.streams.open).toBe(0);
  });

  test('with the extension of persisted queries is refused over both transports alike', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const headers = { 'content-type': 'application/json', authorization: await authorize({}) };
    for (const query of ['{ greeting }', 'mutation { touch }', '{ nothing }', '{']) {
      const body = JSON.stringify({ query, extensions });
      const response = await fetch(graphql.url, { method: 'POST', headers, body });
      const over = client.client.iterate({ query, extensions }).next();
      const errors: unknown = await over.catch((refused: unknown) => refused);
      expect(errors).toEqual((await readAnswer(response)).errors);
    }
  });

  test('that fails at each event continues, with every error masked and logged once', async () => {
    graphql.log.length = 0;
    const results = await client.collect('subscription { brokenTicks }');
    expect(results.map(({ errors }) => errors!.map(({ message }) => message))).toEqual([
      ['Internal error'],
      ['Internal error'],
      ['Internal error'],
    ]);
    expect(graphql.log).toHaveLength(3);
    expect(JSON.stringify(results)).not.toContain('hunter2');
  });

  test('whose source fails ends with a masked error, and the socket stays open', async () => {
    graphql.log.length = 0;
    const [error] = await client.askForErrors('subscription { brokenSource }');
    expect(error!.message).toBe('Internal error');
    expect(graphql.log).toHaveLength(1);
    expect(graphql.log[0]!.requestId).toBe(error!.extensions.requestId);
    expect(await client.collect('{ greeting }')).toHaveLength(1);
  });

  test('that is cancelled while it waits ends its source', async () => {
    const idle = client.client.iterate({ query: 'subscription { idle }' });
    const first = idle.next();
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    await idle.return!();
    await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
    expect(await first).toEqual({ done: true, value: undefined });
  });

  test('for each of 100 rows leaves room for 20 others; the next is refused, and all continue', async () => {
    const many = openClient(graphql, await authorize({}));
    const idle = Array.from({ length: 120 }, () => {
      const iterator = many.client.iterate({ query: 'subscription { idle }' });
      void iterator.next();
      return iterator;
    });
    await waitUntil('the count of open streams is 120', () => graphql.streams.open === 120);
    const [error] = await many.askForErrors('subscription { idle }');
    expect(error!.message).toBe('A socket may have at most 120 operations at a time.');
    expect(graphql.streams.open).toBe(120);
    await idle[0]!.return!();
    await waitUntil('the count of open streams is 119', () => graphql.streams.open === 119);
    expect(await many.collect('{ greeting }')).toHaveLength(1);
    await many.dispose();
    await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
  });
});

describe('a socket', () => {
  test.each([
    ['no token', async () => null, 4401, /^A token is required/],
    ['a wrong token', async () => 'Bearer nonsense', 4401, /malformed/],
    ['an expired token', () => authorize({ lifetimeSeconds: -60 }), 4403, /expired/],
  ])('with %s is closed', async (_kind, makeToken, expected, reason) => {
    const refused = openClient(graphql, await makeToken());
    const { code, reason: told } = await refused.ended;
    expect(code).toBe(expected);
    expect(told).toMatch(reason);
  });

  test('is closed with 4403 and its subscriptions end when its token expires', async () => {
    const brief = openClient(
      graphql,
      await authorize({ lifetimeSeconds: 2 - clockToleranceSeconds }),
    );
    const idle = brief.client.iterate({ query: 'subscription { idle }' });
    const end = idle.next().catch((closed: unknown) => closed);
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    expect(await brief.ended).toMatchObject({ code: 4403, reason: 'The token has expired.' });
    expect(await end).toMatchObject({ code: 4403 });
    await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
  });

  test('is closed with 4403 when its token expires as a view starts; a mutation is answered', async () => {
    const slow = await startGraphql({
      findViewer: async (...request) => ({
        ...(await createViewerFinder()(...request)),
        expiresAt: new Date(0), // like a look-up that takes longer than the token is valid
      }),
    });
    const late = openClient(slow, await authorize({}));
    const [error] = await late.askForErrors('mutation { touch }');
    expect(error!.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    const view = late.collect('subscription { ticks { number } }');
    await expect(view).rejects.toMatchObject({ code: 4403, reason: 'The token has expired.' });
    await slow.stop();
  });

  test.each([
    (authorization: string) => ({ Authorization: authorization }),
    (authorization: string) => ({ AUTHORIZATION: authorization }),
    (authorization: string) => ({ headers: { authorization } }),
    (authorization: string) => ({ headers: { Authorization: authorization } }),
  ])('accepts its token as %s, also at /graphql/', async (toParams) => {
    const spelled = createClient({
      url: `${graphql.webSocketUrl}/`,
      webSocketImpl: WebSocket,
      connectionParams: toParams(await authorize({})),
    });
    const answer = await spelled.iterate({ query: '{ greeting }' }).next();
    expect(answer.value).toEqual({ data: { greeting: 'Hello acme' } });
    await spelled.dispose();
  });

  test('of a foreign Origin or at another path is refused before it opens', async () => {
    const foreign = await refusedStatus(graphql.webSocketUrl, 'https://evil.example');
    const elsewhere = await refusedStatus(graphql.webSocketUrl.replace('graphql', 'x'));
    expect([foreign, elsewhere]).toEqual([403, 404]);
  });

  test.each(['https://app.example', 'own'])('of the Origin %s opens', async (origin) => {
    const own = new URL(graphql.url).origin;
    const socket = connect(graphql.webSocketUrl, origin === 'own' ? own : origin);
    await once(socket, 'open');
    socket.terminate();
  });

  test('of the own host opens when the proxy writes the default port', async () => {
    const headers = { origin: 'https://Own.example', host: 'own.example:443' };
    const socket = new WebSocket(graphql.webSocketUrl, 'graphql-transport-ws', { headers });
    await once(socket, 'open');
    socket.terminate();
  });

  test('that sends a frame over 128 KiB is closed with 1009', async () => {
    const socket = connect(graphql.webSocketUrl);
    await once(socket, 'open');
    const ended = once(socket, 'close');
    socket.send('x'.repeat(128 * 1024 + 1));
    expect((await ended)[0]).toBe(1009);
  });

  test('that uses an id twice is closed with 4409, which is no error of ours', async () => {
    graphql.log.length = 0;
    const authorization = await authorize({});
    const codes = Array.from({ length: 10 }, async () => {
      const socket = connect(graphql.webSocketUrl);
      await once(socket, 'open');
      const ended = once(socket, 'close');
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
      await once(socket, 'message');
      const payload = { query: 'subscription { idle }' };
      for (let times = 0; times < 3; times += 1) {
        socket.send(JSON.stringify({ id: 'same', type: 'subscribe', payload }));
      }
      return (await ended)[0] as number;
    });
    expect(new Set(await Promise.all(codes))).toEqual(new Set([4409]));
    await waitUntil('no stream is open', () => graphql.streams.open === 0);
    expect(graphql.log).toEqual([]);
  });

  test('that speaks another protocol is closed with 4406', async () => {
    const socket = new WebSocket(graphql.webSocketUrl);
    expect((await once(socket, 'close'))[0]).toBe(4406);
  });
});

function connect(url: string, origin?: string): WebSocket {
  return new WebSocket(url, 'graphql-transport-ws', origin === undefined ? {} : { origin });
}

async function refusedStatus(url: string, origin?: string): Promise<number | undefined> {
  const socket = connect(url, origin);
  socket.on('error', () => undefined); // emitted as a second report of the refusal
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  response.resume();
  return response.statusCode;
}
