import { afterEach, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { startRawReceiver, type LocalReceiver } from './local-receiver.ts';

const scene = setScene({ env: { DELIVERY_ALLOW_HTTP: 'true', RETRY_SCHEDULE: '0,3600' } });

let receiver: LocalReceiver | undefined;
afterEach(async () => receiver?.close());

/** Answers the first request of each connection and ends the connection at the second; counts all. */
async function startFickleReceiver(end: (socket: Socket) => void): Promise<() => number> {
  let requestCount = 0;
  receiver = await startRawReceiver((socket, firstBytes) => {
    let countHere = 0;
    const onBytes = (bytes: Buffer): void => {
      const arrived = bytes.toString('latin1').match(/^POST /gm)?.length ?? 0;
      requestCount += arrived;
      countHere += arrived;
      if (countHere > 1) end(socket);
      else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    };
    onBytes(firstBytes);
    socket.on('data', onBytes);
  });
  return () => requestCount;
}

const endings: [how: string, end: (socket: Socket) => void][] = [
  ['closed', (socket) => socket.destroy()],
  ['reset', (socket) => socket.resetAndDestroy()],
];

test.each(endings)(
  'a connection that is %s when it is used again costs its attempt, is logged by its own code, and sends nothing twice',
  async (_how, end) => {
    const { customer } = scene;
    const requestCount = await startFickleReceiver(end);
    await customer.createWebhook(receiver!.url);
    let published = 0;
    const attempt = async () => {
      await customer.publish();
      published += 1;
      let log = await customer.log();
      await waitUntil('the attempt is logged', async () => {
        log = await customer.log();
        return log.length === published && log.every(({ attemptCount }) => attemptCount === 1);
      });
      return log.flatMap(({ attempts }) => attempts.map(({ errorCode }) => errorCode));
    };
    let codes = await attempt();
    // On a busy machine an idle connection may be given up before it is used again.
    while (!codes.includes('CONNECTION_RESET') && published < 20) codes = await attempt();
    expect(new Set(codes)).toEqual(new Set([null, 'CONNECTION_RESET']));
    expect(requestCount()).toBe(published);
    const failed = (await customer.log()).filter(({ status }) => status !== 'SUCCEEDED');
    expect(failed).toMatchObject([{ status: 'PENDING', attempts: [{ responseStatus: null }] }]);
  },
);
