import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Sender } from '../../src/dispatcher/send-request.ts';
import { startHttpReceiver, startRawReceiver, writeForEver } from './local-receiver.ts';
import type { LocalReceiver } from './local-receiver.ts';
import { createTestSender, requestTo } from './test-sender.ts';

const open: LocalReceiver[] = [];
let sender: Sender;
beforeEach(() => {
  sender = createTestSender();
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

/** A receiver that answers with these bytes as they are, and ends its side if told so. */
const raw = async (answer: string | Buffer | ((socket: Socket) => void), end = false) => {
  const receiver = await startRawReceiver((socket) => {
    if (typeof answer === 'function') return answer(socket);
    socket.write(answer, 'latin1');
    if (end) socket.end();
  });
  open.push(receiver);
  return receiver;
};

describe('a receiver that does not answer in time', () => {
  test('by silence has the code TIMEOUT, and its connection is closed', async () => {
    const { url, firstClosed } = await raw('');
    expect(await sender.send(requestTo(url, 100))).toMatchObject({
      errorCode: 'TIMEOUT',
      // On a busy machine the time is over before anybody waits for the answer.
      errorMessage: expect.stringContaining('The receiver did not answer in time'),
      responseStatus: null,
    });
    await firstClosed;
  });

  test('because its headers trickle has the code TIMEOUT', async () => {
    const { url, firstClosed } = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      writeSlowly(socket, 'y');
    });
    expect(await sender.send(requestTo(url, 100))).toMatchObject({ errorCode: 'TIMEOUT' });
    await firstClosed;
  });

  test('because its body trickles has succeeded, with what came of the body', async () => {
    const { url, firstClosed } = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\nz');
      writeSlowly(socket, 'z');
    });
    expect(await sender.send(requestTo(url, 100))).toMatchObject({
      errorCode: null,
      responseStatus: 200,
      responseBody: expect.stringMatching(/^z+$/),
      responseBodyError: 'The body did not end in time.',
    });
    await firstClosed;
  });
});

/** One byte in each turn of the event loop at most, so that the body or head never ends. */
function writeSlowly(socket: Socket, byte: string): void {
  const timer = setInterval(() => void socket.write(byte), 2);
  socket.once('close', () => clearInterval(timer));
}

const OK_HEAD = 'HTTP/1.1 200 OK\r\n';
const headers = (count: number, size: number): string =>
  Array.from({ length: count }, (_, index) => `h${index}: ${'x'.repeat(size)}\r\n`).join('');

describe('a broken or hostile answer', () => {
  const invalid: [name: string, answer: string | ((socket: Socket) => void)][] = [
    ['garbage', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['status 999', 'HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n'],
    ['status 099', 'HTTP/1.1 099 Odd\r\ncontent-length: 0\r\n\r\n'],
    ['status 101', 'HTTP/1.1 101 Up\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['an unsolicited 100', `HTTP/1.1 100 Continue\r\n\r\n${OK_HEAD}content-length: 0\r\n\r\n`],
    ['endless 102', (socket) => writeForEver(socket, 'HTTP/1.1 102 Wait\r\n\r\n')],
    ['endless 103', (socket) => writeForEver(socket, 'HTTP/1.1 103 Hint\r\nlink: a\r\n\r\n')],
    ['a header of 20 kB', `${OK_HEAD}x: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['endless headers', (socket) => socket.write(OK_HEAD) && writeForEver(socket, 'x: yyyy\r\n')],
    ['3,000 headers', `${OK_HEAD}${headers(3_000, 10)}\r\n`],
    ['two lengths', `${OK_HEAD}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    [
      'a length and chunks',
      `${OK_HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
  ];
  test.each(invalid)('with %s has the code INVALID_RESPONSE', async (_name, answer) => {
    const { url, firstClosed } = await raw(answer);
    expect(await sender.send(requestTo(url))).toMatchObject({ errorCode: 'INVALID_RESPONSE' });
    await firstClosed.catch(() => undefined);
  });

  const succeeded: [name: string, answer: string | ((socket: Socket) => void), error: RegExp][] = [
    ['that is too short', `${OK_HEAD}content-length: 100\r\n\r\nshort`, /connection broke/],
    [
      'that is reset',
      (socket) => resetAfter(socket, `${OK_HEAD}content-length: 9\r\n\r\nab`),
      /broke/,
    ],
    ['of broken chunks', `${OK_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`, /rules of HTTP/],
    [
      'without end',
      (socket) => {
        socket.write(`${OK_HEAD}\r\n`);
        writeForEver(socket, 'x'.repeat(1_000));
      },
      /longer than 64 KiB/,
    ],
  ];
  test.each(succeeded)(
    'with a body %s has succeeded all the same',
    async (_name, answer, error) => {
      const { url, firstClosed } = await raw(answer, true);
      expect(await sender.send(requestTo(url))).toMatchObject({
        errorCode: null,
        responseStatus: 200,
        responseBodyError: expect.stringMatching(error),
      });
      await firstClosed;
    },
  );

  test('with a long body is cut at 16 KiB and says so', async () => {
    const { url } = await http((_request, response) => response.end('x'.repeat(20_000)));
    expect(await sender.send(requestTo(url))).toMatchObject({
      errorCode: null,
      responseBody: 'x'.repeat(16_384),
      responseBodyCut: true,
      responseBodyError: 'The body is longer than the 16 KiB that are kept.',
    });
  });

  test('with a compressed body is not unpacked', async () => {
    const { url } = await http((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('packed'),
    );
    expect(await sender.send(requestTo(url))).toMatchObject({ responseBody: 'packed' });
  });

  test('with a body after a 204 has succeeded', async () => {
    const { url } = await raw('HTTP/1.1 204 No Content\r\n\r\nsurprise', true);
    expect(await sender.send(requestTo(url))).toMatchObject({
      errorCode: null,
      responseStatus: 204,
    });
  });

  test('before the request was read is taken as the answer', async () => {
    const { url } = await raw('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n');
    const request = { ...requestTo(url), body: Buffer.alloc(262_144, 'x') };
    expect(await sender.send(request)).toMatchObject({ responseStatus: 413 });
  });
});

/** Writes, waits until the bytes have left, and resets the connection. */
function resetAfter(socket: Socket, answer: string): void {
  socket.write(answer, () => setImmediate(() => socket.resetAndDestroy()));
}

describe('a connection', () => {
  test('that is refused has the code CONNECTION_REFUSED', async () => {
    const { url, close } = await startHttpReceiver(() => undefined);
    await close();
    expect(await sender.send(requestTo(url))).toMatchObject({ errorCode: 'CONNECTION_REFUSED' });
  });

  test('that is reset before the answer has the code CONNECTION_RESET', async () => {
    const { url } = await raw((socket) => void socket.resetAndDestroy());
    expect(await sender.send(requestTo(url))).toMatchObject({ errorCode: 'CONNECTION_RESET' });
  });

  test('that is closed before the answer, or in its head, has the code CONNECTION_RESET', async () => {
    for (const answer of ['', 'HTTP/1.1 200 OK\r\nx: y\r\n']) {
      const { url } = await raw(answer, true);
      expect(await sender.send(requestTo(url))).toMatchObject({ errorCode: 'CONNECTION_RESET' });
    }
  });
});
