import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { toAttemptFacts } from '../../../src/dispatcher/attempt/attempt-facts.ts';
import { logPlainly } from '../../../src/dispatcher/attempt/prepare-request.ts';
import { responseBytesMax } from '../../../src/dispatcher/http/response-reader.ts';
import type { Outcome } from '../../../src/dispatcher/http/outcome.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { hostileReceivers } from './fixtures/hostile-receivers.ts';
import {
  startHttpReceiver,
  startRawReceiver,
  type LocalReceiver,
} from './fixtures/local-receiver.ts';
import {
  createLoopbackSender,
  listSockets,
  requestTo,
  resolveTo,
} from './fixtures/loopback-sender.ts';

const open: LocalReceiver[] = [];
let sender: Sender;
beforeEach(() => {
  sender = createLoopbackSender({ resolve: resolveTo('127.0.0.1') });
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

/** Starts a receiver that runs the script when the first bytes of a connection have arrived. */
const raw = async (script: (socket: Socket) => void): Promise<LocalReceiver> => {
  const receiver = await startRawReceiver(script);
  open.push(receiver);
  return receiver;
};

const ok = 'HTTP/1.1 200 OK\r\n';

/** The most bytes read of a response: 64 KiB of body, some head before it, and one read of the socket. */
const bytesReadMax = (64 + 64 + 32) * 1024;
/** The most bytes kept of it: 16 KiB of body, 16 KiB of headers whose bytes may take two each, and our own sentences. */
const keptMax = (16 + 2 * 16 + 1) * 1024;

const countKept = (outcome: Outcome): number => Buffer.byteLength(JSON.stringify(outcome));

describe('a hostile receiver', () => {
  test.each(hostileReceivers)(
    'that $name gets its own result, and its connection ends',
    async ({ start, isEndless, isFlood, expected }) => {
      const receiver = await start();
      open.push(receiver);
      const request = requestTo(receiver.url, isEndless ? 100 : 10_000);
      let outcome: Outcome | undefined;
      const sockets = await listSockets(async () => {
        outcome = await sender.send(request);
      });
      expect(toAttemptFacts(new Date(), logPlainly(request), outcome!)).toMatchObject(expected);
      expect(countKept(outcome!)).toBeLessThanOrEqual(keptMax);
      await sender.close();
      await waitUntil('no connection is left', () => receiver.openCount() === 0);
      expect(sockets).toHaveLength(1);
      const bytesMax = isFlood ? responseBytesMax + bytesReadMax : bytesReadMax;
      expect(sockets[0]?.bytesRead).toBeLessThanOrEqual(bytesMax);
    },
  );
});

describe('a response', () => {
  test('that comes too late is a TIMEOUT', async () => {
    const { url } = await raw(() => undefined);
    expect(await sender.send(requestTo(url, 100))).toMatchObject({
      // On a busy machine the deadline can pass while connecting, which gives another detail.
      failure: { errorCode: 'TIMEOUT', detail: expect.stringMatching(/^(limit 0.1 s|)$/) },
    });
  });

  test('with a body that does not end in time is kept as far as it arrived', async () => {
    const { url } = await raw((socket) => {
      socket.write(`${ok}content-length: 9\r\n\r\nzz`);
    });
    expect(await sender.send(requestTo(url, 500))).toMatchObject({ response: { body: 'zz' } });
  });

  test('with a long body is cut at 16 KiB, and its error says so', async () => {
    const { url } = await http((_request, response) => response.end('x'.repeat(20_000)));
    expect(await sender.send(requestTo(url))).toMatchObject({
      response: {
        body: 'x'.repeat(16_384),
        isBodyCut: true,
        bodyError: 'The body is longer than the 16 KiB that are kept.',
      },
    });
  });

  test('that is compressed and in another charset is shown as text', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=latin1' };
    const { url } = await http((_request, response) =>
      response.writeHead(400, headers).end(gzipSync(Buffer.from('kein Gerät', 'latin1'))),
    );
    expect(await sender.send(requestTo(url))).toMatchObject({
      response: { status: 400, body: 'kein Gerät', bodyError: null },
    });
  });

  test('that is compressed and breaks off is shown as far as it arrived', async () => {
    const packed = gzipSync('said');
    const { url } = await raw((socket) => {
      socket.write(`${ok}content-encoding: gzip\r\ncontent-length: 99\r\n\r\n`);
      socket.end(packed.subarray(0, -4));
    });
    expect(await sender.send(requestTo(url))).toMatchObject({
      response: { body: 'said', bodyError: 'The connection broke before the end of the body.' },
    });
  });

  test('longer than its content-length is cut there; the rest is not read as the next response', async () => {
    const { url, count } = await raw((socket) => {
      socket.write(`${ok}content-length: 2\r\n\r\nabHTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n`);
    });
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await sender.send(requestTo(url))).toMatchObject({
        response: { status: 200, body: 'ab' },
      });
    }
    expect(count()).toBe(3);
  });

  test('that arrives unrequested on an idle connection is not read as the next response', async () => {
    const { url, openCount } = await raw((socket) => {
      socket.write(`${ok}content-length: 0\r\n\r\n`, () =>
        setImmediate(() => socket.write('HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n')),
      );
    });
    expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 200 } });
    await waitUntil('the connection is closed', () => openCount() === 0);
    expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 200 } });
  });

  test('that comes before a large request was read counts', async () => {
    const { url } = await raw((socket) => {
      socket.pause().write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n');
    });
    const request = { ...requestTo(url), body: Buffer.alloc(8 * 1024 * 1024, 'x') };
    expect(await sender.send(request)).toMatchObject({ response: { status: 413 } });
  });
});

describe('a lax response', () => {
  const laxHead = 'HTTP/1.1 200 OK\nx-y: a\n b\ncontent-length: 2\n\n';

  test('is read, and its connection is not reused', async () => {
    const { url, count } = await raw((socket) => void socket.write(`${laxHead}ab`));
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await sender.send(requestTo(url))).toMatchObject({
        response: {
          status: 200,
          body: 'ab',
          headers: { 'x-y': 'a b', 'content-length': '2' },
        },
      });
    }
    expect(count()).toBe(3);
  });

  test('cannot supply the next response too', async () => {
    const { url, count } = await raw((socket) => {
      socket.write(`${laxHead}abHTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n`);
    });
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 200 } });
    }
    expect(count()).toBe(3);
  });
});

describe('a response that cannot be read', () => {
  test.each([
    ['INVALID_RESPONSE', 'HTTP/1.1 200 OK', `${ok}x: a\0b\r\n\r\n`],
    ['INVALID_RESPONSE', 'HTTP/1.1 204 Fine', `HTTP/1.1 204 Fine\nx : y\n\n`],
    ['INVALID_RESPONSE', 'HTTP/1.1 200 OK', `${ok}x: ${'y'.repeat(70_000)}\r\n\r\n`],
    [
      'INVALID_RESPONSE',
      'HTTP/1.1 101 Up',
      'HTTP/1.1 101 Up\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ],
    ['TIMEOUT', 'HTTP/1.1 200 OK', `${ok}x: y\r\n`],
  ])('has the code %s and shows its status line %s', async (errorCode, line, bytes) => {
    const { url } = await raw((socket) => void socket.write(bytes));
    const timeoutMs = errorCode === 'TIMEOUT' ? 500 : 10_000;
    expect(await sender.send(requestTo(url, timeoutMs))).toMatchObject({
      response: null,
      failure: { errorCode, detail: expect.stringContaining(`it began with "${line}"`) },
    });
  });

  test('does not show the status line of a previous response', async () => {
    const { url } = await raw((socket) => {
      socket.write(`${ok}content-length: 0\r\n\r\n`);
      socket.on('data', () => socket.destroy());
    });
    await sender.send(requestTo(url));
    await turnOfTheLoop();
    const { failure } = await sender.send(requestTo(url));
    expect(failure).toEqual({ errorCode: 'CONNECTION_RESET', detail: '' });
  });
});

describe('a request', () => {
  test('that the receiver does not read has the code TIMEOUT, and its connection ends', async () => {
    const sockets: Socket[] = [];
    const { url, openCount } = await raw((socket) => void sockets.push(socket.pause()));
    const request = { ...requestTo(url, 200), body: Buffer.alloc(8 * 1024 * 1024, 'x') };
    expect(await sender.send(request)).toMatchObject({ failure: { errorCode: 'TIMEOUT' } });
    sockets[0]?.resume(); // or it would not see the end
    await waitUntil('no connection is left', () => openCount() === 0);
  });

  test('to a closed port has the code CONNECTION_REFUSED', async () => {
    const { url, close } = await startHttpReceiver(() => undefined);
    await close();
    const { failure } = await sender.send(requestTo(url));
    expect(failure?.errorCode).toBe('CONNECTION_REFUSED');
  });
});

describe('a reused connection', () => {
  test('that was closed while idle is replaced by a new one', async () => {
    const { url, count, openCount } = await raw((socket) => {
      socket.write(`${ok}content-length: 0\r\n\r\n`, () => setImmediate(() => socket.end()));
    });
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 200 } });
      await waitUntil('the connection has closed', () => openCount() === 0);
    }
    expect(count()).toBe(3);
  });

  test.each(['destroy', 'resetAndDestroy'] as const)(
    'that ends by %s has the code CONNECTION_RESET, and nothing is sent twice',
    async (end) => {
      let requestCount = 0;
      let socketCount = 0;
      const { url } = await raw((socket) => {
        socketCount += 1;
        const answer = (): void => {
          requestCount += 1;
          if (requestCount === 1) socket.write(`${ok}content-length: 0\r\n\r\n`);
          else socket[end]();
        };
        answer();
        socket.on('data', answer);
      });
      expect(await sender.send(requestTo(url))).toMatchObject({ response: { status: 200 } });
      // One turn of the event loop later, the connection is free again.
      await turnOfTheLoop();
      expect(await sender.send(requestTo(url))).toMatchObject({
        failure: { errorCode: 'CONNECTION_RESET' },
      });
      await sender.close();
      expect([requestCount, socketCount]).toEqual([2, 1]);
    },
  );
});

describe('receivers that ask to keep their connections for minutes', () => {
  const startKeeper = () =>
    raw((socket) => {
      socket.write(`${ok}keep-alive: timeout=600\r\ncontent-length: 0\r\n\r\n`);
    });

  /** Sends one request to each host, some at a time; returns the highest number of open connections. */
  const sendToMany = async (by: Sender, to: LocalReceiver, hostCount: number): Promise<number> => {
    let next = 0;
    let most = 0;
    const sendInTurn = async (): Promise<void> => {
      while (next < hostCount) {
        await by.send(requestTo(`http://h${(next += 1)}.fixture.example:${to.port}/`));
        most = Math.max(most, to.openCount());
      }
    };
    await Promise.all(Array.from({ length: sendersAtOnce }, sendInTurn));
    return most;
  };
  const sendersAtOnce = 8;

  test('keep them for seconds only, even if they are 2,000', async () => {
    const receiver = await startKeeper();
    const most = await sendToMany(sender, receiver, 2_000);
    expect(receiver.count()).toBe(2_000);
    expect(most).toBeLessThanOrEqual(1_000 + 2 * sendersAtOnce);
    await waitUntil('all connections are closed', () => receiver.openCount() === 0);
  });

  test('keep at most as many as the limit for idle connections', async () => {
    const receiver = await startKeeper();
    const frugal = createLoopbackSender({
      resolve: resolveTo('127.0.0.1'),
      idleConnectionsMax: 20,
    });
    const most = await sendToMany(frugal, receiver, 100);
    await frugal.close();
    // Plus those in flight: a receiver sees their end a moment later.
    expect(most).toBeLessThanOrEqual(20 + 2 * sendersAtOnce);
  });
});
