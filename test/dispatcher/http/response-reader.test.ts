import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bodyBytesRead } from '../../../src/dispatcher/http/body-collector.ts';
import { responseBytesMax } from '../../../src/dispatcher/http/response-reader.ts';
import type { Sender } from '../../../src/dispatcher/http/send-request.ts';
import {
  goodTls,
  readPem,
  startHttpReceiver,
  startRawReceiver,
  type LocalReceiver,
} from './fixtures/local-receiver.ts';
import {
  countSockets,
  createLoopbackSender,
  requestTo,
  resolveTo,
} from './fixtures/loopback-sender.ts';

const longResponse = {
  status: 200,
  bodyError: 'The body is longer than the 16 KiB that are kept.',
};

let sender: Sender;
let receiver: LocalReceiver;
beforeEach(() => {
  sender = createLoopbackSender({ resolve: resolveTo('127.0.0.1'), ca: readPem('ca') });
});
afterEach(async () => {
  await sender.close();
  await receiver.close();
});

test.each([
  ['plain', {}],
  ['encrypted', { tls: goodTls() }],
])('long responses, one after the other, do not add up on a %s connection', async (_, options) => {
  receiver = await startHttpReceiver((_request, response) => {
    response.end('x'.repeat(bodyBytesRead));
  }, options);
  const url = receiver.url.replace('127.0.0.1', 'receiver.fixture.example');
  const count = Math.ceil((4 * responseBytesMax) / bodyBytesRead);
  const socketCount = await countSockets(async () => {
    for (let n = 0; n < count; n += 1) {
      expect(await sender.send(requestTo(url))).toMatchObject({ response: longResponse });
    }
  });
  expect(socketCount).toBeLessThanOrEqual(2);
});

test('a body in chunks of one byte is read to the same length as any other', async () => {
  const chunks = '1\r\nx\r\n'.repeat(bodyBytesRead);
  receiver = await startRawReceiver((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
  });
  expect(await sender.send(requestTo(receiver.url))).toMatchObject({ response: longResponse });
});
