import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import type { LimitOverrides } from '../../../src/graphql/limits/node-limits.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { authorize, startGraphql, type TestGraphql } from '../start-graphql.ts';

/** More than the buffers of the operating system take. */
const answerBytes = 32 * 1024 * 1024;
let graphql: TestGraphql;
let sockets: Socket[];
let token: string;

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await graphql.stop();
});

async function start(limits: LimitOverrides) {
  sockets = [];
  graphql = await startGraphql({ limits });
  token = await authorize({});
}

interface Reader {
  socket: Socket;
  /** Bytes read until now. */
  bytes(): number;
  ended: Promise<unknown>;
}

/** Calls for a large answer, reads its beginning and then nothing more. */
async function callForLarge(times = 1): Promise<Reader> {
  const socket = connect(graphql.port, '127.0.0.1');
  sockets.push(socket);
  const ended = once(socket, 'close');
  const body = `{"query":"{ large(bytes: ${answerBytes}) }"}`;
  const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${token}\r\n`;
  socket.write(`${head}content-length: ${body.length}\r\n\r\n${body}`.repeat(times));
  let bytes = 0;
  socket.on('error', () => undefined).on('data', (data) => (bytes += data.length));
  await once(socket, 'data');
  socket.pause();
  return { socket, bytes: () => bytes, ended };
}

async function readPiece(socket: Socket): Promise<void> {
  const piece = once(socket, 'data');
  socket.resume();
  await piece;
  socket.pause();
}

async function waitForCounts(counts: Partial<ReturnType<TestGraphql['count']>>): Promise<void> {
  await waitUntil(`the counts are ${JSON.stringify(counts)}`, () =>
    Object.entries(counts).every(([name, count]) => graphql.count()[name as 'running'] === count),
  );
}

test('a call counts until its client has taken the answer, but not as running', async () => {
  await start({ operations: { inFlightPerToken: 2, answerBytesPerToken: Infinity } });
  const readers = [await callForLarge(), await callForLarge()];
  await waitForCounts({ inFlight: 2, running: 0 });
  const [reader] = readers;
  expect((await graphql.post('{ greeting }', { authorization: token })).status).toBe(429);
  reader!.socket.resume();
  await waitForCounts({ inFlight: 1 });
  await waitUntil('it has all', () => reader!.bytes() > answerBytes);
  expect((await graphql.post('{ greeting }', { authorization: token })).status).toBe(200);
  readers[1]!.socket.destroy();
  await waitForCounts({ inFlight: 0, answerBytes: 0 });
});

test('calls on one connection count until the client has taken the answers before them', async () => {
  await start({});
  const { socket } = await callForLarge(2);
  await waitForCounts({ inFlight: 2, running: 0 });
  socket.destroy();
  await waitForCounts({ inFlight: 0, answerBytes: 0 });
});

test('calls of a token wait while too much of its answers is unread, and others do not', async () => {
  await start({ operations: { answerBytesPerToken: answerBytes, waitMsMax: 60_000 } });
  const { socket } = await callForLarge();
  await waitForCounts({ inFlight: 1, running: 0 });
  const waiting = graphql.post('{ greeting }', { authorization: token });
  await waitForCounts({ inFlight: 2 });
  const other = await authorize({ lifetimeSeconds: 120 });
  expect((await graphql.post('{ greeting }', { authorization: other })).status).toBe(200);
  expect(graphql.count()).toMatchObject({ inFlight: 2, running: 0 });
  socket.resume();
  expect((await waiting).status).toBe(200);
});

test('an answer of which nothing is taken ends with its connection, and a slow reader gets all', async () => {
  await start({
    connections: { stalledAfterMs: 3_000 },
    operations: { answerBytesPerToken: Infinity },
  });
  const [stalled, slow] = [await callForLarge(), await callForLarge()];
  await waitForCounts({ inFlight: 2, running: 0 });
  await waitUntil('the stalled one is cut', async () => {
    for (let pieces = 0; pieces < 2; pieces += 1) await readPiece(slow.socket);
    return graphql.count().inFlight < 2;
  });
  slow.socket.resume();
  await waitForCounts({ inFlight: 0, answerBytes: 0 });
  await waitUntil('the slow one has all', () => slow.bytes() > answerBytes);
  stalled.socket.resume();
  await stalled.ended;
  expect(stalled.bytes()).toBeLessThan(answerBytes);
  expect(slow.socket.readyState).toBe('open');
  expect(graphql.log).toEqual([]);
});

test('a call that takes longer than a stalled answer is answered', async () => {
  await start({ connections: { stalledAfterMs: 50 } });
  const answer = graphql.post('{ gated }', { authorization: token });
  await graphql.streams.waiting.promise;
  await callForLarge();
  await waitForCounts({ inFlight: 1, running: 1 }); // the other is cut, so more than that time has passed
  graphql.streams.gate.resolve('through');
  expect((await answer).data).toEqual({ gated: 'through' });
});
