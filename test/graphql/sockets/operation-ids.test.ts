import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { authorize, startGraphql, type TestGraphql } from '../start-graphql.ts';
import { waitUntil } from '../../kit/wait-until.ts';

const one = { ofAll: 1, perWorkspace: 1, perToken: 1 };
const oneAtATime = {
  ...{ runningWhileBusy: one, runningWhileIdle: one, runningFirst: 0 },
  waitMsMax: 600_000,
};
const mebibyte = 1024 * 1024;

let graphql: TestGraphql;
let socket: RawSocket;

afterEach(async () => {
  socket.terminate();
  await graphql.stop();
});

/** A message of the server about an operation. */
interface Message {
  id: string;
  type: 'next' | 'error' | 'complete';
  payload?: { data?: Record<string, unknown> };
}

/** A client that writes each message itself, and keeps those that it gets. */
class RawSocket extends WebSocket {
  readonly messages: Message[] = [];

  subscribe(id: string, query: string): void {
    this.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));
  }

  complete(id: string): void {
    this.send(JSON.stringify({ type: 'complete', id }));
  }

  /** The kinds of the messages about an operation, with the fields that they carry. */
  list(id: string): string[] {
    return this.messages
      .filter((message) => message.id === id)
      .map(({ type, payload }) => [type, ...Object.keys(payload?.data ?? {})].join(' '));
  }

  /** Stops reading from the connection; ws itself only pauses its parser. */
  stall(): void {
    this.#connection.pause();
  }

  readOn(): void {
    this.#connection.resume();
  }

  get #connection(): Socket {
    return (this as unknown as { _socket: Socket })._socket; // private in ws, which cannot stop reading
  }
}

async function open(limits = {}): Promise<void> {
  graphql = await startGraphql({ limits });
  socket = new RawSocket(graphql.webSocketUrl, 'graphql-transport-ws');
  await once(socket, 'open');
  const payload = { authorization: await authorize({}) };
  socket.send(JSON.stringify({ type: 'connection_init', payload }));
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => {
    socket.messages.push(JSON.parse(data.toString()) as Message);
  });
}

/** Waits until an operation of its own is answered: what was sent before has been read. */
async function waitForOthers(id: string): Promise<void> {
  socket.subscribe(id, '{ greeting }');
  await waitUntil(`${id} is complete`, () => socket.list(id).includes('complete'));
}

/** Tells an event to the one open `told`, expects it under this id alone, and ends the subscription. */
async function expectToldAlone(id: string): Promise<void> {
  await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
  graphql.streams.tell([{ number: 1 }]);
  await waitUntil(`${id} has a message`, () => socket.list(id).length > 0);
  socket.complete(id);
  await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
  graphql.streams.tell([{ number: 2 }]);
  await waitForOthers('last');
  expect(socket.list(id)).toEqual(['next told']);
  expect(graphql.count()).toMatchObject({ inFlight: 0, subscriptions: 0 });
  expect(socket.readyState).toBe(WebSocket.OPEN);
}

describe('an id that is used again right after its operation was cancelled', () => {
  test.each([
    ['subscription', 'subscription { idle }'],
    ['subscription with messages', 'subscription { ticks { number } }'],
    ['query', '{ greeting }'],
    ['query with an error', '{ nothing }'],
  ])('names the new subscription alone, after a %s in the same burst', async (_kind, query) => {
    await open();
    socket.subscribe('1', query);
    socket.complete('1');
    socket.subscribe('1', 'subscription { told }');
    await expectToldAlone('1');
  });

  test('names the new subscription alone while the cancelled query still runs', async () => {
    await open();
    socket.subscribe('1', '{ gated }');
    await graphql.streams.waiting.promise;
    socket.complete('1');
    socket.subscribe('1', 'subscription { told }');
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    graphql.streams.gate.resolve('open');
    await waitUntil('nothing is in flight', () => graphql.count().inFlight === 0);
    await expectToldAlone('1');
  });

  test('names the new subscription alone while messages wait for a client that does not read', async () => {
    await open();
    socket.stall();
    socket.subscribe('large', `{ large(bytes: ${32 * mebibyte}) }`);
    await waitUntil('the answer is written', () => graphql.count().inFlight === 0);
    socket.subscribe('1', 'subscription { ticks { number } }');
    await waitUntil('a tick was taken', () => graphql.streams.taken === 1);
    socket.complete('1');
    await waitUntil('the count of open streams is 0', () => graphql.streams.open === 0);
    socket.subscribe('1', 'subscription { told }');
    await waitUntil('the count of open streams is 1', () => graphql.streams.open === 1);
    socket.readOn();
    await expectToldAlone('1');
  });

  test('leaves its place: a page may go from 100 rows to the next 100 at once', async () => {
    await open();
    const rows = Array.from({ length: 100 }, (_, n) => String(n));
    const subscribeAll = (page: string) =>
      rows.forEach((row) => socket.subscribe(`${page}${row}`, 'subscription { idle }'));
    subscribeAll('a');
    await waitUntil('all are open', () => graphql.streams.open === 100);
    rows.forEach((row) => socket.complete(`a${row}`));
    subscribeAll('b');
    await waitForOthers('c');
    await waitUntil('all of the next page are open', () => graphql.streams.open === 100);
    expect(socket.messages.filter(({ type }) => type === 'error')).toEqual([]);
  });

  test('can be used many times, and each operation ends', async () => {
    await open();
    for (let times = 0; times < 20; times += 1) {
      socket.subscribe('1', 'subscription { idle }');
      socket.complete('1');
    }
    socket.subscribe('1', 'subscription { told }');
    await expectToldAlone('1');
  });
});

test('an operation that is cancelled while it waits for its turn leaves its place at once', async () => {
  await open({ operations: oneAtATime });
  socket.subscribe('running', '{ gated }');
  await graphql.streams.waiting.promise;
  socket.subscribe('waiting', '{ greeting }');
  await waitUntil('both are in flight', () => graphql.count().inFlight === 2);
  socket.complete('waiting');
  await waitUntil('one is in flight', () => graphql.count().inFlight === 1);
  graphql.streams.gate.resolve('open');
  await waitForOthers('last');
  expect(socket.list('waiting')).toEqual([]);
  expect(socket.list('running')).toEqual(['next gated', 'complete']);
});

test('an id can be used again as soon as its operation is complete', async () => {
  await open();
  for (const times of [1, 2, 3]) {
    socket.subscribe('1', '{ greeting }');
    await waitUntil(
      'it is complete',
      () => socket.list('1').filter((kind) => kind === 'complete').length === times,
    );
  }
});

test('an id of two operations in progress closes the socket, and the reason names it', async () => {
  await open();
  const ended = once(socket, 'close');
  socket.subscribe('same', 'subscription { idle }');
  socket.subscribe('same', 'subscription { told }');
  const [code, reason] = (await ended) as [number, Buffer];
  expect([code, String(reason)]).toEqual([4409, 'Subscriber for same already exists']);
});

test('a cancellation of an operation that is not there changes nothing', async () => {
  await open();
  socket.complete('nothing');
  socket.complete('__proto__');
  await waitForOthers('__proto__');
  expect(socket.list('__proto__')).toEqual(['next greeting', 'complete']);
});

test('an id of 128 characters is served; a longer one closes the socket with 4400', async () => {
  await open();
  await waitForOthers('é'.repeat(128));
  const ended = once(socket, 'close');
  socket.subscribe('x'.repeat(129), '{ greeting }');
  const [code, reason] = (await ended) as [number, Buffer];
  expect([code, String(reason)]).toEqual([
    4400,
    'The id of an operation must not have more than 128 characters.',
  ]);
});
