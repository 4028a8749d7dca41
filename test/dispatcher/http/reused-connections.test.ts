import { afterEach, expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { startRawReceiver, type LocalReceiver } from './fixtures/local-receiver.ts';

const fixture = setUpNode({ env: { DELIVERY_ALLOW_HTTP: 'true', RETRY_SCHEDULE: '0,3600' } });

let receiver: LocalReceiver | undefined;
afterEach(async () => receiver?.close());

/** Serves the first request of each connection and ends the connection at the second. Returns the count of all. */
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
  'a reused connection that is %s fails its attempt with a code of its own, and nothing is sent twice',
  async (_how, end) => {
    const { customer } = fixture;
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
    // On a busy machine an idle connection may be closed before it is reused.
    while (!codes.includes('CONNECTION_RESET') && published < 20) codes = await attempt();
    expect(new Set(codes)).toEqual(new Set([null, 'CONNECTION_RESET']));
    expect(requestCount()).toBe(published);
    const failed = (await customer.log()).filter(({ status }) => status !== 'SUCCEEDED');
    expect(failed).toMatchObject([{ status: 'PENDING', attempts: [{ responseStatus: null }] }]);
  },
);
