import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { answerBytesMax } from '../../src/dispatcher/http/read-answers.ts';
import { bodyBytesRead } from '../../src/dispatcher/http/read-response.ts';
import type { Sender } from '../../src/dispatcher/http/send-request.ts';
import {
  goodTls,
  readPem,
  startHttpReceiver,
  startRawReceiver,
  type LocalReceiver,
} from './local-receiver.ts';
import { countSockets, createTestSender, requestTo, resolveTo } from './test-sender.ts';

let sender: Sender;
let receiver: LocalReceiver;
beforeEach(() => {
  sender = createTestSender({ resolve: resolveTo('127.0.0.1'), ca: readPem('ca') });
});
afterEach(async () => {
  await sender.close();
  await receiver.close();
});

test.each([
  ['plain', {}],
  ['encrypted', { tls: goodTls() }],
])('long answers, one after the other, do not add up on a %s connection', async (_, options) => {
  receiver = await startHttpReceiver((_request, response) => {
    response.end('x'.repeat(bodyBytesRead));
  }, options);
  const url = receiver.url.replace('127.0.0.1', 'receiver.fixture.example');
  const count = Math.ceil((4 * answerBytesMax) / bodyBytesRead);
  const socketCount = await countSockets(async () => {
    for (let n = 0; n < count; n += 1) {
      const { responseStatus, responseBodyError } = await sender.send(requestTo(url));
      expect([responseStatus, responseBodyError]).toEqual([
        200,
        'The body is longer than the 16 KiB that are kept.',
      ]);
    }
  });
  expect(socketCount).toBeLessThanOrEqual(2);
});

test('a body in chunks of one byte is read as far as any other', async () => {
  const chunks = '1\r\nx\r\n'.repeat(bodyBytesRead);
  receiver = await startRawReceiver((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`);
  });
  expect(await sender.send(requestTo(receiver.url))).toMatchObject({
    responseStatus: 200,
    responseBodyError: 'The body is longer than the 16 KiB that are kept.',
  });
});
