import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { openClient } from './open-client.ts';
import { authorize, startGraphql, type TestGraphql } from './start-graphql.ts';
import { statementsOf } from '../kit/statements-of.ts';
import { waitUntil } from '../kit/wait-until.ts';

let graphql: TestGraphql;

afterEach(() => graphql.stop());

describe('health', () => {
  test('is ok while the process answers', async () => {
    graphql = await startGraphql({ isReady: async () => ({ ready: false, reasons: ['x'] }) });
    const response = await fetch(new URL('/healthz', graphql.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('readiness is 200 when ready', async () => {
    graphql = await startGraphql();
    const response = await fetch(new URL('/readyz', graphql.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok', reasons: [] }]);
  });

  test('readiness is 503 with the reasons when not', async () => {
    const reasons = ['The database cannot be reached.'];
    graphql = await startGraphql({ isReady: async () => ({ ready: false, reasons }) });
    const response = await fetch(new URL('/readyz', graphql.url));
    const body: unknown = await response.json();
    expect([response.status, body]).toEqual([503, { status: 'unavailable', reasons }]);
    expect(response.headers.get('retry-after')).toBe('2');
  });

  test('a probe still waiting at the start of a stop gets 503', async () => {
    const look = Promise.withResolvers<{ ready: boolean; reasons: string[] }>();
    const asked = Promise.withResolvers<null>();
    graphql = await startGraphql({
      isReady: () => {
        asked.resolve(null);
        return look.promise;
      },
    });
    const answer = fetch(new URL('/readyz', graphql.url));
    await asked.promise;
    const stopped = graphql.server.stop();
    look.resolve({ ready: true, reasons: [] });
    expect(await (await answer).json()).toMatchObject({ reasons: ['The service is stopping.'] });
    await stopped;
  });

  test('readiness is 503 without details when the check itself fails', async () => {
    graphql = await startGraphql({ isReady: () => Promise.reject(new Error('hunter2')) });
    const response = await fetch(new URL('/readyz', graphql.url));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('hunter2');
  });
});

test('a taken port is an error that names it', async () => {
  graphql = await startGraphql();
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const second = await startGraphql();
  await second.server.stop();
  await expect(second.server.listen(port, '127.0.0.1')).rejects.toThrow(
    `Port ${port} is taken by another process; choose another with PORT.`,
  );
  await second.stop();
  other.close();
});

describe('stop', () => {
  test('answers a running request and accepts no others', async () => {
    graphql = await startGraphql();
    const running = graphql.post('{ gated }');
    await graphql.streams.waiting.promise;
    const stopped = graphql.server.stop();
    await expect(graphql.post('{ greeting }')).rejects.toThrow();
    graphql.streams.gate.resolve('through');
    expect((await running).data).toEqual({ gated: 'through' });
    await stopped;
  });

  test('lets a browser read the refusal of a request that arrives meanwhile', async () => {
    graphql = await startGraphql({ allowedOrigins: ['https://app.example'] });
    const socket = connect(graphql.port, '127.0.0.1');
    let answer = '';
    const ended = once(
      socket.on('data', (chunk) => (answer += String(chunk))),
      'close',
    );
    // The first answer shows that the beginning of the second request has arrived.
    socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nPOST /graphql HTTP/1.1\r\nHost: a\r\n');
    await waitUntil('the first answer is there', () => answer.endsWith('{"status":"ok"}'));
    const stopped = graphql.server.stop();
    socket.write('Origin: https://app.example\r\nContent-Length: 0\r\n\r\n');
    await ended;
    const [, refusal] = answer.split('{"status":"ok"}');
    expect(refusal!.toLowerCase().split('\r\n')).toEqual(
      expect.arrayContaining([
        'http/1.1 503 service unavailable',
        'access-control-allow-origin: https://app.example',
        'cache-control: no-store',
        'connection: close',
      ]),
    );
    await stopped;
  });

  test('closes sockets and subscriptions with 1001 and waits for their running operations', async () => {
    graphql = await startGraphql();
    const client = openClient(graphql, await authorize({}));
    void client.askForErrors('subscription { idle }');
    void client.askForErrors('{ gated }');
    await graphql.streams.waiting.promise;
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    let isStopped = false;
    const stopped = graphql.server.stop().then(() => (isStopped = true));
    expect((await client.ended).code).toBe(1001);
    await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
    expect(isStopped).toBe(false);
    graphql.streams.gate.resolve('through');
    await stopped;
  });

  test('does not wait forever', async () => {
    graphql = await startGraphql();
    const running = graphql.post('{ gated }').catch(() => 'cut');
    await graphql.streams.waiting.promise;
    await graphql.server.stop();
    expect(await running).toBe('cut');
    graphql.streams.gate.resolve('too late');
  });

  test('can be called again', async () => {
    graphql = await startGraphql();
    await Promise.all([graphql.server.stop(), graphql.server.stop()]);
    await expect(fetch(graphql.url)).rejects.toThrow();
  });
});

test('an operation that asks for no rows runs no statement', async () => {
  graphql = await startGraphql();
  const ask = () => graphql.post('{ __typename }');
  await ask(); // looks the workspace up
  expect(await statementsOf(graphql.database, ask)).toEqual([]);
});
