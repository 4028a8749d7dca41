import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ResolvedAddress } from '../../../src/dispatcher/http/resolved-address.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import { startRawReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';
import { countSockets, createLoopbackSender, requestTo } from './fixtures/loopback-sender.ts';

const allowedAddress = '127.0.0.1';

let receiver: LocalReceiver;
let sender: Sender;
/** The addresses of every name at present. */
let addresses: ResolvedAddress[] = [];

beforeAll(async () => {
  receiver = await startRawReceiver((socket) => {
    socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  sender = createLoopbackSender({
    resolve: () => Promise.resolve({ addresses }),
    allowNetworks: [`${allowedAddress}/32`],
  });
});
afterAll(async () => {
  await sender.close();
  await receiver.close();
});

const toAddress = (address: string): ResolvedAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
});

/** Refused addresses of both families, edges of networks, other spellings, and text that is no address. */
const badAddress = fc
  .constantFrom(
    ...['127.0.0.2', '10.0.0.1', '0.0.0.0', '255.255.255.255', '169.254.169.254', '224.0.0.1'],
    ...[
      '::',
      '::1',
      'fe80::1',
      'fe80::1%lo',
      'fc00::1',
      'ff02::1',
      '::ffff:10.0.0.1',
      '2002:7f00:1::',
    ],
    ...['64:ff9b::7f00:1', '::ffff:8.8.8.8', '', 'localhost', '0x7f.1', '2130706433', '127.1'],
  )
  .map(toAddress);

const goodAddresses = fc.array(fc.constant(toAddress(allowedAddress)), { maxLength: 80 });
const names = fc.integer({ min: 1, max: 1e9 }).map((it) => `n${it}.fixture.example`);

test('a name with one bad address, at any place among good ones, gets no socket', async () => {
  const countBefore = receiver.count();
  await fc.assert(
    fc.asyncProperty(
      names,
      goodAddresses,
      badAddress,
      goodAddresses,
      async (name, before, bad, after) => {
        addresses = [...before, bad, ...after];
        const sockets = await countSockets(async () => {
          const { failure } = await sender.send(requestTo(`http://${name}:${receiver.port}/`));
          expect(failure?.errorCode).toBe('DNS_ERROR');
        });
        expect(sockets).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
  expect(receiver.count()).toBe(countBefore);
});

const edgeCounts = fc.constantFrom(0, 1, 63, 64, 65, 300);

test('a name is reached if and only if it has 1 to 64 addresses, all of them good', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.oneof(fc.nat(130), edgeCounts), async (name, count) => {
      addresses = Array.from({ length: count }, () => toAddress(allowedAddress));
      const { failure } = await sender.send(requestTo(`http://${name}:${receiver.port}/`));
      const isReached = count > 0 && count <= 64;
      expect(failure?.errorCode).toBe(isReached ? undefined : 'DNS_ERROR');
    }),
    { numRuns: 50 },
  );
});
