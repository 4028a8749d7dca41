import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { waitUntil } from '../../kit/wait-until.ts';
import { authorize, startGraphql, type TestGraphql } from '../start-graphql.ts';

const healthz = 'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n';
let graphql: TestGraphql;
let sockets: Socket[];

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await graphql.stop();
});

async function start(limits: NonNullable<Parameters<typeof startGraphql>[0]>['limits']) {
  sockets = [];
  graphql = await startGraphql({ limits: limits! });
}

/** A connection that has sent this text. */
async function open(
  text = '',
): Promise<{ socket: Socket; read: () => string; ended: Promise<string> }> {
  const socket = connect(graphql.port, '127.0.0.1');
  sockets.push(socket);
  let answer = '';
  socket.on('data', (data) => (answer += String(data))).on('error', () => undefined);
  const ended = once(socket, 'close').then(() => answer);
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return { socket, read: () => answer, ended };
}

test('half a head and half a body end with 408; a connection that has sent nothing is kept and served', async () => {
  await start({ connections: { requestMs: 200, checkMs: 20 } });
  const silent = await open();
  const post = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${await authorize({})}\r\n`;
  const halves = [
    await open('GET /heal'),
    await open(`${post}content-length: 100\r\n\r\n{`),
    await open(`${post}transfer-encoding: chunked\r\n\r\n5\r\n{`),
  ];
  const second = await open(healthz); // half of the second request of its connection
  await waitUntil('the first is answered', () => second.read().endsWith('"}'));
  second.socket.write('GET /healthz HTTP/1.1\r\nho');
  for (const { ended } of halves)
    expect(await ended).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(await second.ended).toMatch(/200 OK[^]*408 Request Timeout/);
  await waitUntil('nothing is in flight', () => graphql.count().inFlight === 0);
  silent.socket.write(healthz);
  await waitUntil('the silent one is answered', () => silent.read().endsWith('"}'));
});

test('a connection that never sends a request ends', async () => {
  await start({ connections: { requestMs: 50, checkMs: 20, firstRequestMs: 200 } });
  const used = await open(healthz);
  const unused = [await open(), await open('\r\n')];
  for (const { ended } of unused) await ended;
  used.socket.write(healthz);
  await waitUntil('the used one is answered again', () => used.read().split('"}').length === 3);
});

test('at the limit the connection idle for longest is closed', async () => {
  await start({ connections: { connectionsMax: 3 } });
  const body = '{"query":"{ gated }"}';
  const running = await open(
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${await authorize({})}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await graphql.streams.waiting.promise;
  const [half, other] = [await open('GET /heal'), await open('GET /heal')];
  const next = await open(healthz);
  await half.ended;
  await waitUntil('the new one is answered', () => next.read().endsWith('"}'));
  const last = await open(healthz);
  await other.ended;
  await waitUntil('the last one is answered', () => last.read().endsWith('"}'));
  graphql.streams.gate.resolve('through');
  await waitUntil('the running one is answered', () => running.read().endsWith('}}\n'));
});

test('refusals are answered one by one, and connections beyond the limit are cut', async () => {
  await start({ refusals: { answerGapMs: 100, waitingMax: 1 } });
  const stranger = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n';
  const first = await open(stranger);
  await waitUntil('the first is answered', () => first.read().includes('UNAUTHENTICATED'));
  const others = await Promise.all([open(stranger), open(stranger), open(stranger)]);
  const answered = () => others.filter(({ read }) => read().includes('UNAUTHENTICATED'));
  const cut = () => others.filter(({ socket, read }) => socket.destroyed && read() === '');
  await waitUntil('each is answered or cut', () => answered().length + cut().length === 3);
  expect(cut().length).toBeGreaterThan(0);
  expect(answered().length).toBeGreaterThan(0);
  const response = await fetch(new URL('/healthz', graphql.url));
  expect(response.status).toBe(200);
});
