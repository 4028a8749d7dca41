import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { startHttpReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import {
  countSockets,
  createLoopbackSender,
  requestTo,
  resolveTo,
} from './fixtures/loopback-sender.ts';

const open: LocalReceiver[] = [];
let sender: Sender;
beforeEach(() => {
  sender = createLoopbackSender();
});
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
  await sender.close();
});

const http = async (listener: RequestListener): Promise<LocalReceiver> => {
  const receiver = await startHttpReceiver(listener);
  open.push(receiver);
  return receiver;
};

describe('a response', () => {
  test.each([200, 204, 299, 301, 304, 404, 410, 500, 503])('may have status %d', async (status) => {
    const { url } = await http((_request, response) => response.writeHead(status).end());
    expect(await sender.send(requestTo(url))).toEqual({
      durationMs: expect.any(Number),
      phases: expect.any(Object),
      response: {
        status,
        headers: expect.any(Object),
        retryAfter: null,
        body: '',
        isBodyCut: false,
        bodyError: null,
      },
      failure: null,
    });
  });

  test('carries its headers without cookies, its body, and Retry-After', async () => {
    const { url } = await http((_request, response) => {
      response.writeHead(503, { 'Retry-After': '7', 'Set-Cookie': ['a=1', 'b=2'], 'X-Y': 'z' });
      response.end('{"no":"é"}');
    });
    const { response } = await sender.send(requestTo(url));
    expect(response).toMatchObject({ retryAfter: '7', body: '{"no":"é"}' });
    expect(response?.headers).toMatchObject({ 'retry-after': '7', 'x-y': 'z' });
    expect(Object.keys(response?.headers ?? {})).not.toContain('set-cookie');
  });

  test('is not followed when it is a redirect', async () => {
    const target = await http((_request, response) => response.end());
    const { url } = await http((_request, response) =>
      response.writeHead(307, { location: target.url }).end(),
    );
    expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 307 } });
    expect(target.count()).toBe(0);
  });

  test('with NUL and invalid UTF-8 is text that can be stored', async () => {
    const { url } = await http((_request, response) =>
      response.end(Buffer.from([0x61, 0x00, 0xff, 0xed, 0xa0, 0x80, 0x62])),
    );
    const { response } = await sender.send(requestTo(url));
    expect(response?.body).toMatch(/^a\ufffd+b$/);
  });
});

describe('a request', () => {
  test('arrives as a POST with its headers and its exact body', async () => {
    const seen: unknown[] = [];
    const { url } = await http((request, response) => {
      const { method, url: path, headers } = request;
      seen.push(method, path, headers['x-a'], headers['content-length'], headers['accept']);
      response.end();
    });
    const body = '{"é":1}';
    await sender.send({ url: `${url}?x=1`, headers: { 'x-a': 'b' }, body, timeoutMs: 10_000 });
    expect(seen).toEqual(['POST', '/hook?x=1', 'b', String(Buffer.byteLength(body)), undefined]);
  });

  test('reuses the connection of an earlier one', async () => {
    const sockets = new Set<unknown>();
    const { url } = await http((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    for (let count = 0; count < 8; count += 1) await sender.send(requestTo(url));
    // Two, because a connection is free again only a moment after its response.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  test('follows a receiver to another address under steady traffic', async () => {
    const old = await http((_request, response) => response.end('old'));
    const { port } = old;
    const next = await startHttpReceiver((_request, response) => response.end('new'), {
      host: '127.0.0.2',
      port,
    });
    open.push(next);
    let address = '127.0.0.1';
    const follower = createLoopbackSender({
      resolve: (...args) => resolveTo(address)(...args),
      connectionAgeMaxMs: 10,
    });
    const send = async () =>
      (await follower.send(requestTo(`http://receiver.fixture.example:${port}/`))).response?.body;
    expect(await send()).toBe('old');
    address = '127.0.0.2';
    for (let sent = 0; old.openCount() > 0; sent += 1) {
      expect(sent).toBeLessThan(900);
      expect(['old', 'new']).toContain(await send());
    }
    for (let count = 0; count < 20; count += 1) expect(await send()).toBe('new');
    await follower.close();
  });

  test('does not begin on a connection that grew old while it was idle', async () => {
    const receiver = await http((_request, response) => response.end());
    const connectionAgeMaxMs = 300;
    const agingSender = createLoopbackSender({ connectionAgeMaxMs });
    const startMs = performance.now();
    await agingSender.send(requestTo(receiver.url));
    await waitUntil('it is old', () => performance.now() - startMs > 2 * connectionAgeMaxMs);
    expect(receiver.openCount()).toBe(1);
    const sockets = await countSockets(async () => {
      await agingSender.send(requestTo(receiver.url));
    });
    expect(sockets).toBe(1);
    await agingSender.close();
  });

  test('rejects if a header may not be sent, because that is not an error of the receiver', async () => {
    const { url, count } = await http((_request, response) => response.end());
    const request = { ...requestTo(url), headers: { 'x-a': 'b\r\nx: y' } };
    await expect(sender.send(request)).rejects.toThrow('invalid x-a header');
    expect(count()).toBe(0);
  });

  test('rejects if the sender is closed', async () => {
    const { url } = await http((_request, response) => response.end());
    const closed = createLoopbackSender();
    await closed.close();
    await expect(closed.send(requestTo(url))).rejects.toThrow();
  });
});

describe('a URL that no webhook may have', () => {
  const refusal = { response: null, failure: { errorCode: 'DNS_ERROR', detail: '' } };

  const invalidUrls = [
    '',
    'hook',
    '//example.com/',
    'https://',
    'https://256.1.1.1/',
    'ftp://example.com/',
  ];
  invalidUrls.push('ws://example.com/', 'javascript:alert(1)', 'unix:///run/docker.sock');
  invalidUrls.push('https://user@example.com/', 'https://:secret@example.com/');
  test.each(invalidUrls)('such as %j fails like an unknown name, without a socket', async (url) => {
    const anywhere = createLoopbackSender({ resolve: resolveTo('127.0.0.1') });
    const sockets = await countSockets(async () => {
      expect(await anywhere.send(requestTo(url))).toMatchObject(refusal);
    });
    expect(sockets).toBe(0);
    await anywhere.close();
  });

  test('fails like an unknown name if it uses plain HTTP and only HTTPS is allowed', async () => {
    const { url, count } = await http((_request, response) => response.end());
    const strict = createLoopbackSender({ allowHttp: false });
    expect(await strict.send(requestTo(url))).toMatchObject(refusal);
    expect(count()).toBe(0);
    await strict.close();
  });
});

describe('closing a sender', () => {
  test('waits for the response to a request in flight', async () => {
    let answer: (() => void) | undefined;
    const { url } = await http((_request, response) => {
      answer = () => void response.end();
    });
    const outcome = sender.send(requestTo(url));
    await waitUntil('the request has arrived', () => answer !== undefined);
    const closed = sender.close();
    answer?.();
    expect(await outcome).toMatchObject({ response: { status: 200 } });
    await closed;
  });
});
