import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { receiverHost } from '../../kit/receiver.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';

/** The addresses of names at present; other names do not exist. */
const names = new Map<string, string>();
const publicAddress = '127.0.0.1';
const refusedAddress = '127.0.0.66';

const fixture = setUpNode({
  env: { RETRY_SCHEDULE: '0,1,1', DELIVERY_ALLOW_NETWORKS: `${publicAddress}/32` },
  options: {
    resolve: async (name) => {
      const address = names.get(name);
      return { addresses: address === undefined ? [] : [{ address, family: 4 }] };
    },
  },
});

/** Listens on the refused address, at the receiver's port. */
async function startBystander(port: number) {
  let connectionCount = 0;
  const server = createServer((socket) => {
    connectionCount += 1;
    socket.destroy();
  });
  await once(server.listen(port, refusedAddress), 'listening');
  return {
    connectionCount: () => connectionCount,
    async stop() {
      await once(server.close(), 'close');
    },
  };
}

test('a name that changes to a refused address between two attempts gets no connection', async () => {
  const { customer, receiver } = fixture;
  const bystander = await startBystander(Number(new URL(receiver.url).port));
  // Closed after the response, so the next attempt needs a new connection.
  receiver.answer((response) => {
    names.set(receiverHost, refusedAddress);
    response.writeHead(500, { connection: 'close' }).end();
  }, 200);
  names.set(receiverHost, publicAddress);
  await customer.createWebhook(receiver.url);
  await customer.publish();
  await waitUntil('the second attempt has failed', async () => {
    const [delivery] = await customer.log();
    return delivery?.attemptCount === 2;
  });
  names.set(receiverHost, publicAddress);
  const [delivery] = await customer.waitForLog(1);
  expect(delivery?.attempts).toMatchObject([
    { responseStatus: 500, errorCode: 'HTTP_SERVER_ERROR' },
    { responseStatus: null, errorCode: 'DNS_ERROR' },
    { responseStatus: 200, errorCode: null },
  ]);
  expect(bystander.connectionCount()).toBe(0);
  expect(receiver.requests).toHaveLength(2);
  await bystander.stop();
});

test('the log shows the same for a refused address and a name that does not exist', async () => {
  const { customer } = fixture;
  names.set('inside.fixture.example', '10.0.0.1');
  await customer.createWebhook('https://inside.fixture.example/hook');
  await customer.createWebhook('https://nowhere.fixture.example/hook');
  await customer.publish();
  const log = await customer.waitForLog(2);
  const attempts = log.flatMap((delivery) => delivery.attempts);
  expect(attempts).toHaveLength(6);
  for (const attempt of attempts) {
    expect(attempt).toMatchObject({
      errorCode: 'DNS_ERROR',
      errorMessage: 'The host of the URL has no address that may be used.',
      lookUpMs: attempt.durationMs,
      ...{ connectMs: null, tlsMs: null, firstByteMs: null },
      ...{ isConnectionReused: null, remoteAddress: null },
    });
  }
});
