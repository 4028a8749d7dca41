import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { authorize, startGraphql, type TestGraphql } from '../start-graphql.ts';
import { waitUntil } from '../../kit/wait-until.ts';

const mebibyte = 1024 * 1024;
let graphql: TestGraphql;
let socket: StallingSocket;

afterEach(async () => {
  socket.terminate();
  await graphql.stop();
});

test('a subscriber that stops reading gets no more than it can take and is finally cut', async () => {
  graphql = await startGraphql({ limits: { sockets: { stalledAfterMs: 2_000 } } });
  socket = await openSocket();
  const { taken } = graphql.streams;
  socket.subscribe('1', `subscription { flood(bytes: ${mebibyte}) }`);
  await once(socket, 'message');
  socket.stall();
  await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
  // Only the buffers of the operating system, far less than the endless source has.
  expect(graphql.streams.taken - taken).toBeLessThan(40);
  expect(await socket.readOn()).toBe(1006);
});

test('subscriptions of a client that stops reading end when too much is waiting', async () => {
  graphql = await startGraphql();
  socket = await openSocket();
  const { taken } = graphql.streams;
  socket.stall();
  for (let id = 0; id < 20; id += 1) {
    socket.subscribe(String(id), `subscription { flood(bytes: ${mebibyte}) }`);
  }
  await waitUntil('more was taken than may wait', () => graphql.streams.taken - taken > 4);
  expect(await socket.readOn()).toBe(1013);
  await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
  expect(graphql.streams.taken - taken).toBeLessThan(60);
});

test('a client that reads slowly keeps its socket', async () => {
  graphql = await startGraphql();
  socket = await openSocket();
  socket.subscribe('1', `subscription { flood(bytes: ${mebibyte}) }`);
  for (let round = 0; round < 10; round += 1) {
    socket.stall();
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    const message = once(socket, 'message');
    socket.resumeReading();
    await message;
  }
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test('a client that vanished without closing is cut', async () => {
  graphql = await startGraphql({ limits: { sockets: { pingEveryMs: 100 } } });
  socket = await openSocket({ autoPong: false });
  socket.subscribe('1', 'subscription { idle }');
  await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
  const [code] = (await once(socket, 'close')) as [number];
  expect(code).toBe(1006);
  await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
});

/** A client of the protocol that can stop reading its connection. */
class StallingSocket extends WebSocket {
  /** ws only pauses its parser; this stops the connection itself. */
  get #connection(): Socket {
    return (this as unknown as { _socket: Socket })._socket; // private in ws, which cannot stop reading
  }

  subscribe(id: string, query: string): void {
    this.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));
  }

  stall(): void {
    this.#connection.pause();
  }

  resumeReading(): void {
    this.#connection.resume();
  }

  /** Reads to the end and returns the code of the close frame. */
  async readOn(): Promise<number> {
    const closed = once(this, 'close');
    this.resumeReading();
    return (await closed)[0] as number;
  }
}

async function openSocket(options: { autoPong?: boolean } = {}): Promise<StallingSocket> {
  const opened = new StallingSocket(graphql.webSocketUrl, 'graphql-transport-ws', options);
  await once(opened, 'open');
  const authorization = await authorize({});
  const acknowledged = once(opened, 'message');
  opened.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await acknowledged;
  return opened;
}
