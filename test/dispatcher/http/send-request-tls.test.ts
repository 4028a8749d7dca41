import { createSecureServer as createHttp2Server } from 'node:http2';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import type { ServerOptions } from 'node:https';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  goodTls,
  readPem,
  startHttpReceiver,
  startRawReceiver,
} from './fixtures/local-receiver.ts';
import {
  createLoopbackSender,
  requestTo,
  resolveTo,
  type LoopbackSenderSettings,
} from './fixtures/loopback-sender.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

const ca = readPem('ca');
const startReceiver = async (tls: ServerOptions = goodTls()) => {
  const receiver = await startHttpReceiver((_request, response) => response.end('ok'), { tls });
  open.push(receiver);
  return receiver;
};
const startSender = (settings: LoopbackSenderSettings = { ca }) => {
  const sender = createLoopbackSender({ resolve: resolveTo('127.0.0.1'), ...settings });
  open.push(sender);
  return sender;
};
const name = 'receiver.fixture.example';

describe('a request over TLS', () => {
  test.each([name, `${name}.`, '127.0.0.1'])('reaches %s with a good certificate', async (host) => {
    const { port } = await startReceiver();
    const outcome = await startSender().send(requestTo(`https://${host}:${port}/`));
    expect(outcome).toMatchObject({ response: { body: 'ok' } });
  });

  test('reuses the connection of an earlier one', async () => {
    const { port, count } = await startReceiver();
    let connectCount = 0;
    const sender = startSender({
      ca,
      resolve: (...args) => {
        connectCount += 1;
        return resolveTo('127.0.0.1')(...args);
      },
    });
    for (let sent = 0; sent < 8; sent += 1)
      await sender.send(requestTo(`https://${name}:${port}/`));
    // Two, because a connection is free again only a moment after its response.
    expect(connectCount).toBeLessThanOrEqual(2);
    expect(count()).toBe(8);
  });

  const old: ServerOptions = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' };
  const byIntermediate = readPem('intermediate-leaf');
  const wantsCertificate: ServerOptions = { requestCert: true, rejectUnauthorized: true, ca };
  const tls12: ServerOptions = { maxVersion: 'TLSv1.2' };
  const refused: [what: string, host: string, tls: ServerOptions, isTrusted: boolean, RegExp][] = [
    [
      'of an unknown authority, sent with an intermediate',
      name,
      { cert: byIntermediate + readPem('intermediate') },
      false,
      /^the certificate is from an unknown authority$/,
    ],
    [
      'of an unknown authority whose certificate is sent too',
      name,
      { cert: readPem('leaf') + ca },
      false,
      /^the certificate is from an unknown authority$/,
    ],
    ['of an unknown authority, alone', name, {}, false, /authority is unknown/],
    [
      'without its intermediate',
      name,
      { cert: byIntermediate },
      true,
      /intermediate certificates are probably missing/,
    ],
    ['that is self-signed', name, { cert: readPem('self-signed-leaf') }, true, /self-signed/],
    ['for another name', 'other.fixture.example', {}, true, /another name/],
    ['for another address', '127.0.0.3', {}, true, /another name/],
    ['that has expired', name, { cert: readPem('expired-leaf') }, true, /has expired/],
    [
      'over TLS 1.1',
      name,
      { ...old, ciphers: 'DEFAULT@SECLEVEL=0' },
      true,
      /does not speak TLS 1.2 or newer/,
    ],
    [
      'with ciphers we do not have',
      name,
      { ...tls12, ciphers: 'ARIA128-GCM-SHA256' },
      true,
      /none of our ciphers/,
    ],
    [
      'of a receiver that wants a client certificate',
      name,
      wantsCertificate,
      true,
      /wants a client certificate/,
    ],
    [
      'of a receiver that wants a client certificate over TLS 1.2',
      name,
      { ...wantsCertificate, ...tls12 },
      true,
      /wants a client certificate/,
    ],
  ];
  test.each(refused)(
    'is not sent to a receiver with a certificate %s',
    async (_what, host, tls, isTrusted, reason) => {
      const receiver = await startReceiver({ ...goodTls(), ...tls });
      const sender = startSender({ ...(isTrusted && { ca }), resolve: resolveTo('127.0.0.1') });
      // 127.0.0.3 is not in the certificate; the receiver listens on 127.0.0.1 only, so its port is forwarded.
      const listener = host === '127.0.0.3' ? await forward(receiver.port) : receiver.port;
      const outcome = await sender.send(requestTo(`https://${host}:${listener}/`));
      expect(outcome).toMatchObject({
        failure: { errorCode: 'TLS_ERROR', detail: expect.stringMatching(reason) },
      });
      expect(receiver.count()).toBe(0);
    },
  );

  test('is sent to a receiver whose certificate comes with its intermediate', async () => {
    const cert = byIntermediate + readPem('intermediate');
    const { port } = await startReceiver({ ...goodTls(), cert });
    expect(await startSender().send(requestTo(`https://${name}:${port}/`))).toMatchObject({
      response: { status: 200 },
    });
  });

  const toHttp2: [how: string, errorCode: string, start: () => Server][] = [
    ['by ALPN', 'TLS_ERROR', () => createHttp2Server(goodTls())],
    [
      'without ALPN',
      'INVALID_RESPONSE',
      () => createTlsServer(goodTls(), (socket) => void socket.write(emptySettings)),
    ],
  ];
  test.each(toHttp2)(
    'fails with an error about HTTP/2 if the receiver speaks nothing else, %s',
    async (_how, errorCode, start) => {
      const server = start().listen(0, '127.0.0.1');
      await once(server, 'listening');
      open.push({ close: () => void server.close() });
      const { port } = server.address() as AddressInfo;
      expect(await startSender().send(requestTo(`https://${name}:${port}/`))).toMatchObject({
        failure: {
          errorCode,
          detail: expect.stringMatching(/HTTP\/1\.1.*HTTP\/2|HTTP\/2.*HTTP\/1\.1/),
        },
      });
    },
  );

  test('is not sent to a receiver that speaks plain HTTP on its port', async () => {
    const receiver = await startHttpReceiver((_request, response) => response.end());
    open.push(receiver);
    expect(await startSender().send(requestTo(`https://${name}:${receiver.port}/`))).toMatchObject({
      failure: { errorCode: 'TLS_ERROR', detail: 'the receiver does not speak TLS' },
    });
  });

  test('has the code CONNECTION_RESET when the handshake is cut', async () => {
    const receiver = await startRawReceiver((socket) => void socket.destroy());
    open.push(receiver);
    expect(await startSender().send(requestTo(`https://${name}:${receiver.port}/`))).toMatchObject({
      failure: { errorCode: 'CONNECTION_RESET' },
    });
  });

  test('is never written if its deadline passes while it is connecting', async () => {
    const receiver = await startReceiver();
    // The handshake is blocked until the outcome is known, and may then go on.
    let letThrough: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const port = await forward(receiver.port, gate);
    const sender = startSender();
    const outcome = await sender.send(requestTo(`https://${name}:${port}/`, 100));
    expect(outcome.failure?.errorCode).toBe('TIMEOUT');
    letThrough?.();
    await sender.close();
    await receiver.close();
    open.splice(0, 1);
    expect(receiver.count()).toBe(0);
  });
});

/** The first frame of HTTP/2: an empty SETTINGS (RFC 9113, section 6.5). */
const emptySettings = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]);

/** Opens a TCP port on every loopback address that forwards bytes to another, once the gate is open. */
async function forward(target: number, gate: Promise<void> = Promise.resolve()): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    void gate.then(() => {
      const upstream = connect(target, '127.0.0.1').on('error', () => undefined);
      socket.pipe(upstream).pipe(socket);
      socket.on('close', () => upstream.destroy());
    });
  }).listen(0, '0.0.0.0');
  await once(server, 'listening');
  open.push({ close: () => void server.close() });
  return (server.address() as AddressInfo).port;
}
