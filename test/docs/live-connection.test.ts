import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { ApiError } from '../../docs/examples/call-api.ts';
import { createLiveConnection } from '../../docs/examples/live-connection.ts';
import { isTemporary, waitToRetry } from '../../docs/examples/retry.ts';
import { subscribeInOrder, type Reload } from '../../docs/examples/update-queue.ts';
import { waitUntil } from '../kit/wait-until.ts';

// `test/clients/` runs the examples against a node.

interface Message {
  id: string;
  type: string;
  payload?: { variables?: { after?: string } };
}

/** Starts a server that sends these payloads to the subscriptions, one list after the other. */
async function startServer(scripts: readonly (readonly object[])[]) {
  const messages: Message[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const subscribes = () => messages.filter(({ type }) => type === 'subscribe');
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as Message;
      messages.push(message);
      const { id, type } = message;
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type !== 'subscribe') return;
      for (const payload of scripts[subscribes().length - 1] ?? []) {
        socket.send(JSON.stringify({ id, type: 'next', payload }));
      }
    });
  });
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    afters: () => subscribes().map(({ payload }) => payload?.variables?.after),
    stop: () => server.close(),
  };
}

const update = (cursor: string, more: object = {}) => ({ data: { updated: { cursor, ...more } } });
const temporary = { message: 'later', extensions: { code: 'ANY', isRetryable: true } };
const lasting = { message: 'no', extensions: { code: 'ANY' } };

/** Subscribes at such a server; `seen` has the cursors, and the error. */
async function follow(scripts: readonly (readonly object[])[], reload?: Reload) {
  const server = await startServer(scripts);
  const seen: unknown[] = [];
  const live = createLiveConnection(server.url, async () => 'a token');
  const sink = {
    next: (result: unknown) => seen.push((result as ReturnType<typeof update>).data.updated.cursor),
    error: (error: unknown) => seen.push(error),
    complete: () => undefined,
  };
  const query = 'subscription { updated { cursor } }';
  const end = subscribeInOrder(live, { query }, sink, reload);
  const stop = () => {
    end();
    server.stop();
  };
  return { ...server, live, query, sink, seen, end, stop };
}

describe('a subscription', () => {
  test('gets a message once more that could not be read for a time, and those after it', async () => {
    const failed = { ...update('2'), errors: [temporary] };
    const script = [
      [update('1'), failed, update('3')],
      [update('2'), update('3')],
    ];
    const { seen, afters, stop } = await follow(script);
    await waitUntil('all has come', () => seen.length === 3);
    expect(seen).toEqual(['1', '2', '3']);
    expect(afters()).toEqual([undefined, '1']);
    stop();
  });

  test('ends with the error of a message that cannot be read', async () => {
    const { seen, messages, afters, stop } = await follow([
      [update('1'), { ...update('2'), errors: [temporary, lasting] }, update('3')],
    ]);
    await waitUntil('it ends', () => messages.at(-1)?.type === 'complete');
    expect(seen).toEqual(['1', [temporary, lasting]]);
    expect(afters()).toHaveLength(1);
    stop();
  });

  test('is not repeated after its end', async () => {
    const failed = [{ errors: [temporary] }];
    const script = [failed, failed, failed, [update('1')]];
    const { live, query, sink, messages, end, seen, afters, stop } = await follow(script);
    await waitUntil('it has failed', () => messages.at(-1)?.type === 'complete');
    end();
    // This one is repeated twice, which takes longer than the first wait of the other.
    live.subscribe({ query }, sink);
    await waitUntil('the next one has started', () => seen.length === 1);
    expect(afters()).toHaveLength(4);
    stop();
  });

  test('loads its list until that works', async () => {
    let loads = 0;
    const { seen, stop } = await follow([[update('1', { isStart: true })]], async () => {
      loads += 1;
      if (loads === 1) throw new TypeError('fetch failed');
    });
    await waitUntil('the start is shown', () => seen.length === 1);
    expect([loads, seen]).toEqual([2, ['1']]);
    stop();
  });

  test('ends with the error of its list', async () => {
    const error = new ApiError('no', { code: 'ANY' });
    const reload = async () => Promise.reject(error);
    const script = [update('1', { isStart: true }), update('2')];
    const { seen, messages, stop } = await follow([script], reload);
    await waitUntil('it ends', () => messages.at(-1)?.type === 'complete');
    expect(seen).toEqual([error]);
    stop();
  });
});

describe('the rule of repeating', () => {
  afterEach(() => void jest.useRealTimers());

  test.each([
    ['graphql-ws', (errors: object[]) => errors],
    ['Apollo Client', (errors: object[]) => Object.assign(new Error('no'), { errors })],
    ['urql', (graphQLErrors: object[]) => Object.assign(new Error('no'), { graphQLErrors })],
  ])('knows the errors of %s', (_name, wrap) => {
    expect(isTemporary(wrap([temporary, temporary]))).toBe(true);
    expect(isTemporary(wrap([temporary, lasting]))).toBe(false);
    expect(isTemporary(wrap([{ message: 'no' }]))).toBe(false);
  });

  test('knows the errors of a plain call and of the network', () => {
    expect(isTemporary(new ApiError('no', { code: 'ANY' }))).toBe(false);
    expect(isTemporary(new ApiError('later', { code: 'ANY', isRetryable: true }))).toBe(true);
    expect(isTemporary(new TypeError('fetch failed'))).toBe(true);
  });

  test.each([
    ['the first time', 0, undefined, [250, 500]],
    ['the third time', 2, undefined, [1_000, 2_000]],
    ['the hundredth time', 99, undefined, [7_500, 15_000]],
    ['after a refusal', 0, [{ extensions: { retryAfterSeconds: 10 } }], [10_250, 10_500]],
  ] as const)('waits %s', async (_case, failures, failure, [least, most]) => {
    jest.useFakeTimers();
    let isOver = false;
    void waitToRetry(failures, failure).then(() => (isOver = true));
    await jest.advanceTimersByTimeAsync(least - 1);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(most - least + 1);
    expect(isOver).toBe(true);
  });
});
