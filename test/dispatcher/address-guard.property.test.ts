import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ResolvedAddress } from '../../src/dispatcher/http/resolved-address.ts';
import type { Sender } from '../../src/dispatcher/http/send-request.ts';
import { startRawReceiver, type LocalReceiver } from './local-receiver.ts';
import { countSockets, createTestSender, requestTo } from './test-sender.ts';

const allowedAddress = '127.0.0.1';

let receiver: LocalReceiver;
let sender: Sender;
/** What every name leads to at present. */
let answers: ResolvedAddress[] = [];

beforeAll(async () => {
  receiver = await startRawReceiver((socket) => {
    socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  sender = createTestSender({
    resolve: () => Promise.resolve({ addresses: answers }),
    allowNetworks: [`${allowedAddress}/32`],
  });
});
afterAll(async () => {
  await sender.close();
  await receiver.close();
});

const toAnswer = (address: string): ResolvedAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
});

/** Of both families, edges and forms of the same, and what is no address at all. */
const badAnswer = fc
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
  .map(toAnswer);

const goodAnswers = fc.array(fc.constant(toAnswer(allowedAddress)), { maxLength: 80 });
const names = fc.integer({ min: 1, max: 1e9 }).map((it) => `n${it}.fixture.example`);

test('a name of which one answer is bad, wherever it stands among the good ones, gets no socket', async () => {
  const countBefore = receiver.count();
  await fc.assert(
    fc.asyncProperty(
      names,
      goodAnswers,
      badAnswer,
      goodAnswers,
      async (name, before, bad, after) => {
        answers = [...before, bad, ...after];
        const sockets = await countSockets(async () => {
          const { errorCode } = await sender.send(requestTo(`http://${name}:${receiver.port}/`));
          expect(errorCode).toBe('DNS_ERROR');
        });
        expect(sockets).toBe(0);
      },
    ),
    { numRuns: 500 },
  );
  expect(receiver.count()).toBe(countBefore);
});

const atTheEdge = fc.constantFrom(0, 1, 63, 64, 65, 300);

test('a name is reached exactly when it has 1 to 64 answers and all are good', async () => {
  await fc.assert(
    fc.asyncProperty(names, fc.oneof(fc.nat(130), atTheEdge), async (name, count) => {
      answers = Array.from({ length: count }, () => toAnswer(allowedAddress));
      const { errorCode } = await sender.send(requestTo(`http://${name}:${receiver.port}/`));
      const isReached = count > 0 && count <= 64;
      expect(errorCode).toBe(isReached ? null : 'DNS_ERROR');
    }),
    { numRuns: 50 },
  );
});
