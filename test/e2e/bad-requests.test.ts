import { on, once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createLogger } from '../../src/kernel/index.ts';
import { startTestApp, type Answer, type TestApp } from '../kit/app.ts';
import { badQueries, writePayload, type BadQuery } from '../kit/bad-queries.ts';
import { createCustomer } from '../kit/customer.ts';
import { badCalls, badFrames, openRawSocket, post } from './kit/bad-calls.ts';

/** Bytes of an answer that refuses something. */
const answerBytesMax = 2 * 1024;

const log: string[] = [];
let app: TestApp;
let authorization: string;
let socket: WebSocket;

beforeAll(async () => {
  const logger = createLogger('warn', { write: (line: string) => void log.push(line) });
  app = await startTestApp({ env: { ROLES: 'api' }, options: { logger } });
  authorization = `Bearer ${(await createCustomer(app)).token}`;
  socket = await openRawSocket(app.app.url, authorization);
});
afterEach(() => {
  expect(log).toEqual([]);
});
afterAll(async () => {
  socket.terminate();
  await app.stop();
});

function expectSmallError(text: string, errors: Answer<unknown>['errors'], code: string | null) {
  expect(errors?.[0]?.extensions.code ?? null).toBe(code);
  expect(Buffer.byteLength(text)).toBeLessThan(answerBytesMax);
}

describe('a bad query is refused with a small answer, and is no error of ours', () => {
  test.each(Object.entries(badQueries))('over HTTP: %s', async (_kind, query) => {
    const { status, text } = await post(app.app.url, authorization, query);
    expectSmallError(text, (JSON.parse(text) as Answer<unknown>).errors, query.code);
    // A filter that a field refuses is an answer, as GraphQL has it.
    expect(status).toBe([null, 'INVALID_INPUT'].includes(query.code) ? 200 : 400);
  });

  test.each(Object.entries(badQueries))('over WebSocket: %s', async (kind, query) => {
    const { text, errors } = await askRaw(kind, query);
    expectSmallError(text, errors, query.code);
  });

  /** The first message about an operation: its error, or its result. */
  async function askRaw(id: string, query: BadQuery) {
    const messages = on(socket, 'message', { close: ['close'] });
    const start = `{"id":${JSON.stringify(id)},"type":"subscribe","payload":`;
    socket.send(`${start}${writePayload(query)}}`);
    const texts: string[] = [];
    for await (const [data] of messages) {
      texts.push(String(data));
      if (!texts.at(-1)?.includes('"type":"next"')) break; // `error`, or `complete`
    }
    const [text = ''] = texts;
    const { payload } = JSON.parse(text) as {
      payload: Answer<unknown> | Answer<unknown>['errors'];
    };
    return { text, errors: Array.isArray(payload) ? payload : payload?.errors };
  }
});

test.each(Object.entries(badCalls))('a bad call gets a small 4xx: %s', async (_kind, call) => {
  const { status, text } = await call.send(app.app.url, authorization);
  expect(status).toBe(call.status);
  expect((JSON.parse(text) as Answer<unknown>).errors).toHaveLength(1);
  expect(Buffer.byteLength(text)).toBeLessThan(answerBytesMax);
});

test.each(Object.entries(badFrames))('a bad frame closes its socket: %s', async (_kind, bad) => {
  const own = await openRawSocket(app.app.url, authorization);
  own.send(bad.frame);
  expect((await once(own, 'close'))[0]).toBe(bad.code);
});

test('a socket without a token is closed with 4408 after some seconds', async () => {
  const silent = new WebSocket(app.app.url.replace('http', 'ws'), 'graphql-transport-ws');
  expect((await once(silent, 'close'))[0]).toBe(4408);
});
