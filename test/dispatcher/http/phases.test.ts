import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../../src/dispatcher/http/outcome.ts';
import type { Phases } from '../../../src/dispatcher/http/phases.ts';
import type { Resolve } from '../../../src/dispatcher/http/resolve.ts';
import { startHangingHost } from './fixtures/hanging-host.ts';
import {
  goodTls,
  readPem,
  startHttpReceiver,
  startRawReceiver,
  type LocalReceiver,
} from './fixtures/local-receiver.ts';
import {
  createLoopbackSender,
  requestTo,
  resolveTo,
  toResolvedAddress,
  type LoopbackSenderSettings,
} from './fixtures/loopback-sender.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

function keep<It extends { close(): unknown }>(it: It): It {
  open.push(it);
  return it;
}

const startSender = (settings: LoopbackSenderSettings = {}) =>
  keep(createLoopbackSender({ resolve: resolveTo('127.0.0.1'), ca: readPem('ca'), ...settings }));
const startReceiver = async (...args: Parameters<typeof startHttpReceiver>) =>
  keep(await startHttpReceiver(...args));
const urlOf = ({ port }: Pick<LocalReceiver, 'port'>, scheme = 'http') =>
  `${scheme}://receiver.fixture.example:${port}/`;

/** The delay of a slow phase, in ms, and the least that it must measure: timers may fire a little early. */
const slowMs = 60;
const leastMs = slowMs - 2;
const slowly = (work: () => void): void => void setTimeout(work, slowMs);

const none: Phases = {
  ...{ lookUpMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
  ...{ isConnectionReused: null, remoteAddress: null },
};
// Any duration: the matcher stands for a number in the expected phases, so it needs their type.
const ms = expect.any(Number) as unknown as number;
/** Phases of a new connection to 127.0.0.1. */
const opened = { ...none, lookUpMs: ms, isConnectionReused: false, remoteAddress: '127.0.0.1' };

/** Opens a port that forwards bytes to the receiver a while after the first have arrived. */
async function startSlowForwarder({ port }: LocalReceiver): Promise<{ port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('readable', () =>
      slowly(() => {
        const upstream = connect(port, '127.0.0.1').on('error', () => undefined);
        socket.pipe(upstream).pipe(socket);
        socket.on('close', () => upstream.destroy());
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  keep({ close: () => void server.close() });
  return { port: (server.address() as AddressInfo).port };
}

async function letTurnsPass(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await setImmediate();
}

function sumOf({ lookUpMs, connectMs, tlsMs, firstByteMs }: Phases): number {
  return (lookUpMs ?? 0) + (connectMs ?? 0) + (tlsMs ?? 0) + (firstByteMs ?? 0);
}

/** Expects these phases, which take no longer than the request. */
function expectPhases({ phases, durationMs }: Outcome, expected: Phases): Phases {
  expect(phases).toEqual(expected);
  expect(sumOf(phases)).toBeLessThanOrEqual(durationMs);
  return phases;
}

describe('a request with a response', () => {
  test('measures a slow look-up', async () => {
    const receiver = await startReceiver((_request, response) => response.end());
    const sender = startSender({
      resolve: async (...args) => {
        const { promise, resolve } = Promise.withResolvers<null>();
        slowly(() => resolve(null));
        await promise;
        return resolveTo('127.0.0.1')(...args);
      },
    });
    const outcome = await sender.send(requestTo(urlOf(receiver)));
    const { lookUpMs } = expectPhases(outcome, { ...opened, connectMs: ms, firstByteMs: ms });
    expect(lookUpMs).toBeGreaterThanOrEqual(leastMs);
  });

  test('measures a slow connect, and names the address that was reached in the end', async () => {
    const receiver = await startReceiver((_request, response) => response.end());
    keep(await startHangingHost('127.0.0.79', receiver.port));
    const sender = startSender({
      resolve: async () => ({
        addresses: [toResolvedAddress('127.0.0.79')],
        late: Promise.resolve([toResolvedAddress('127.0.0.1')]),
      }),
    });
    const outcome = await sender.send(requestTo(urlOf(receiver)));
    const { connectMs } = expectPhases(outcome, { ...opened, connectMs: ms, firstByteMs: ms });
    expect(connectMs).toBeGreaterThanOrEqual(leastMs); // the first address has a head start of 250 ms
  });

  test('measures a slow TLS handshake', async () => {
    const receiver = await startReceiver((_request, response) => response.end(), {
      tls: goodTls(),
    });
    const forwarder = await startSlowForwarder(receiver);
    const outcome = await startSender().send(requestTo(urlOf(forwarder, 'https')));
    const all = { ...opened, connectMs: ms, tlsMs: ms, firstByteMs: ms };
    expect(expectPhases(outcome, all).tlsMs).toBeGreaterThanOrEqual(leastMs);
  });

  test('measures a slow first byte', async () => {
    const receiver = await startReceiver((_request, response) =>
      slowly(() => void response.end('late')),
    );
    const outcome = await startSender().send(requestTo(urlOf(receiver)));
    const { firstByteMs } = expectPhases(outcome, { ...opened, connectMs: ms, firstByteMs: ms });
    expect(firstByteMs).toBeGreaterThanOrEqual(leastMs);
  });

  test.each([
    ['body', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n', 'ok'],
    ['head', 'H', 'TTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'],
  ])('does not count a slow %s as its first byte', async (_part, start, rest) => {
    const receiver = keep(
      await startRawReceiver((socket) => {
        socket.write(start);
        // The sender reads it in one of the next turns of the event loop.
        void letTurnsPass().then(() => slowly(() => socket.write(rest)));
      }),
    );
    const outcome = await startSender().send(requestTo(urlOf(receiver)));
    const phases = expectPhases(outcome, { ...opened, connectMs: ms, firstByteMs: ms });
    expect(outcome.durationMs - sumOf(phases)).toBeGreaterThanOrEqual(leastMs);
  });

  test.each(['http', 'https'])(
    'has only its first byte on a reused connection over %s',
    async (scheme) => {
      const tls = scheme === 'https' ? { tls: goodTls() } : {};
      const receiver = await startReceiver((_request, response) => response.end(), tls);
      const sender = startSender();
      const send = () => sender.send(requestTo(urlOf(receiver, scheme)));
      let outcome = await send();
      expect(outcome.phases).toMatchObject({ connectMs: ms, isConnectionReused: false });
      // A connection is free again only a moment after its response.
      for (let sent = 0; sent < 20 && !outcome.phases.isConnectionReused; sent += 1) {
        outcome = await send();
      }
      const reused = { ...none, isConnectionReused: true, remoteAddress: '127.0.0.1' };
      expectPhases(outcome, { ...reused, firstByteMs: ms });
    },
  );

  test.each([
    ['[::1]', '::1', '::1'],
    ['receiver.fixture.example', '::1', '::1'],
    ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['[::ffff:127.0.0.1]', '127.0.0.1', '127.0.0.1'],
  ])('of %s names the address %s', async (host, address, shown) => {
    const { port } = await startReceiver((_request, response) => response.end(), { host: address });
    const sender = startSender({
      allowNetworks: ['127.0.0.1/32', '::1/128'],
      resolve: resolveTo(address),
    });
    const outcome = await sender.send(requestTo(`http://${host}:${port}/`));
    expect(outcome).toMatchObject({ response: { status: 200 }, phases: { remoteAddress: shown } });
  });
});

describe('a request that fails', () => {
  test('because of a timeout ends with the phase in which that happened', async () => {
    const silentTls = keep(await startRawReceiver(() => undefined));
    const silent = await startReceiver(() => undefined);
    keep(await startHangingHost('127.0.0.80', silent.port));
    const noAnswer: Resolve = () => Promise.withResolvers<never>().promise;
    const rows: [url: string, resolve: Resolve, phases: Phases][] = [
      [urlOf(silent), noAnswer, { ...opened, remoteAddress: null }],
      [
        urlOf(silent),
        resolveTo('127.0.0.80'),
        { ...opened, connectMs: ms, remoteAddress: '127.0.0.80' },
      ],
      [urlOf(silentTls, 'https'), resolveTo('127.0.0.1'), { ...opened, connectMs: ms, tlsMs: ms }],
      [urlOf(silent), resolveTo('127.0.0.1'), { ...opened, connectMs: ms, firstByteMs: ms }],
    ];
    const outcomes = await Promise.all(
      rows.map(([url, resolve]) => startSender({ resolve }).send(requestTo(url, 1_000))),
    );
    for (const [index, [, , phases]] of rows.entries()) {
      expect(outcomes[index]!.failure?.errorCode).toBe('TIMEOUT');
      expectPhases(outcomes[index]!, phases);
    }
  });

  test('because all addresses refuse it names the one that was tried last', async () => {
    const { port, close } = await startHttpReceiver(() => undefined);
    await close();
    const sender = startSender({ resolve: resolveTo('127.0.0.2', '127.0.0.3') });
    const outcome = await sender.send(requestTo(urlOf({ port })));
    expect(outcome.failure?.errorCode).toBe('CONNECTION_REFUSED');
    expectPhases(outcome, { ...opened, connectMs: ms, remoteAddress: '127.0.0.3' });
  });

  test('because of its certificate ends with that phase', async () => {
    const tls = { ...goodTls(), cert: readPem('expired-leaf') };
    const receiver = await startReceiver((_request, response) => response.end(), { tls });
    const outcome = await startSender().send(requestTo(urlOf(receiver, 'https')));
    expect(outcome.failure?.errorCode).toBe('TLS_ERROR');
    expectPhases(outcome, { ...opened, connectMs: ms, tlsMs: ms });
  });
});

test('a name that does not exist, a refused address and a refused URL have the same phases', async () => {
  const receiver = await startReceiver((_request, response) => response.end());
  const refusals: [url: string, settings: LoopbackSenderSettings][] = [
    [urlOf(receiver), { resolve: () => Promise.reject(new Error('no such name')) }],
    [urlOf(receiver), { resolve: resolveTo('10.0.0.1') }],
    ['http://10.0.0.1/', {}],
    ['http://db.internal/', {}],
    ['ftp://example.com/', {}],
    // The system connects to 127.0.0.1 instead, which is noticed once the connection is open.
    [urlOf(receiver), { resolve: resolveTo('0.0.0.0'), allowNetworks: ['0.0.0.0/8'] }],
  ];
  for (const [url, settings] of refusals) {
    const outcome = await startSender(settings).send(requestTo(url));
    expect(outcome.failure).toEqual({ errorCode: 'DNS_ERROR', detail: '' });
    expectPhases(outcome, { ...none, lookUpMs: outcome.durationMs });
  }
  expect(receiver.count()).toBe(0);
});
