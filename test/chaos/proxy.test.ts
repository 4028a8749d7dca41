import { expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startProxy, type Proxy } from './proxy.ts';

const bytes = Buffer.from(
  Array.from({ length: 200_000 }, (_, index) => (index * 7 + (index >> 8)) % 256),
);

/** Opens a connection through the proxy to a server that sends all bytes and ends. */
async function receiveThrough(disturb: (proxy: Proxy) => Promise<void>): Promise<Buffer> {
  const server = createServer((socket: Socket) => socket.end(bytes)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await startProxy(() => (server.address() as AddressInfo).port);
  try {
    const disturbed = disturb(proxy);
    const received = await buffer(connect({ port: proxy.port, host: '127.0.0.1' }));
    await disturbed;
    return received;
  } finally {
    proxy.stop();
    server.close();
  }
}

test.each(['trickle', 'stall'] as const)('%s delays bytes, and keeps their order', async (kind) => {
  const received = await receiveThrough(async (proxy) => {
    for (let turn = 0; turn < 20; turn += 1) await proxy[kind](10);
  });
  expect(received.equals(bytes)).toBe(true);
});
