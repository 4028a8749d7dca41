import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { sampleData } from './sample.ts';

/** A load that other clients put on a node. */
export type LoadName = 'calls' | 'sockets' | 'steady' | 'unauthenticated';

/** The target of a load, and its tokens. */
export interface LoadTarget {
  /** URL of the API. */
  url: string;
  /** One token per workspace. */
  tokens: string[];
}

/** Counts of HTTP statuses, close codes and error codes. */
export type Tally = Record<string, number>;

/** The counts, and the duration in milliseconds of each served call. */
export interface LoadReport {
  tally: Tally;
  servedMs: number[];
}

/** A load runs until the signal. */
export type Load = (
  target: LoadTarget,
  report: LoadReport,
  signal: AbortSignal,
) => Promise<unknown>;

const publish = `mutation ($input: PublishEventsInput!) {
  publishEvents(input: $input) { events { id } userErrors { code } }
}`;
const publishOne = JSON.stringify({
  query: publish,
  variables: { input: { events: [{ type: 'rent.created', data: sampleData }] } },
});

/** Calls `publishEvents` with one event. */
export function createPublisher(url: string, connections: number | null) {
  const pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  return {
    /** Returns the status of the response, or the error code of the connection. */
    async publish(token: string): Promise<number | string> {
      const call = pool.request({
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: publishOne,
      });
      return call.then(
        async ({ statusCode, body }) => {
          const text = await body.text();
          if (statusCode === 200 && !text.includes('evt_')) throw new Error(text);
          return statusCode;
        },
        (error: unknown) => (error as { code: string }).code,
      );
    },
    close: () => pool.destroy(),
  };
}

/** Starts calls at a fixed rate until the signal, without waiting for earlier ones. */
export async function callSteadily(
  perSecond: number,
  signal: AbortSignal,
  call: (n: number) => Promise<void>,
): Promise<void> {
  const calls: Promise<void>[] = [];
  const startMs = performance.now();
  while (!signal.aborted) {
    const dueCount = ((performance.now() - startMs) / 1_000) * perSecond;
    while (calls.length < dueCount) calls.push(call(calls.length));
    await delay(1);
  }
  await Promise.all(calls);
}

function count(tally: Tally, what: number | string): void {
  tally[what] = (tally[what] ?? 0) + 1;
}

const floodConnections = 50;
const steadyPerSecond = 200;
const socketCount = 300;
const subscriptionsPerSocket = 20;
const unauthenticatedConnections = 10;

/** All loads. Their sizes are in the titles of `neighbours.ts`. */
export const loads: Record<LoadName, Load> = {
  async calls({ url, tokens: [token = ''] }, { tally, servedMs }, signal) {
    const publisher = createPublisher(url, floodConnections);
    const flood = async () => {
      while (!signal.aborted) {
        const startMs = performance.now();
        const status = await publisher.publish(token);
        if (status === 200) servedMs.push(performance.now() - startMs);
        count(tally, status);
      }
    };
    await Promise.all(Array.from({ length: floodConnections }, flood));
    await publisher.close();
  },

  async steady({ url, tokens }, { tally, servedMs }, signal) {
    const publisher = createPublisher(url, null);
    await callSteadily(steadyPerSecond, signal, async (n) => {
      const startMs = performance.now();
      const status = await publisher.publish(tokens[n % tokens.length] ?? '');
      if (status === 200) servedMs.push(performance.now() - startMs);
      count(tally, status);
    });
    await publisher.close();
  },

  async sockets({ url, tokens: [token = ''] }, { tally }, signal) {
    await Promise.all(
      Array.from({ length: socketCount }, async () => {
        while (!signal.aborted) {
          await subscribeAll(url, token, tally, signal);
          await delay(1_000, undefined, { signal }).catch(() => undefined);
        }
      }),
    );
  },

  async unauthenticated({ url }, { tally }, signal) {
    const pool = new Pool(new URL(url).origin, {
      connections: unauthenticatedConnections,
      pipelining: 1,
    });
    const body = `{"query":"{ __typename }","variables":{"x":${'['.repeat(524_000)}${']'.repeat(524_000)}}}`;
    const flood = async () => {
      while (!signal.aborted) {
        const headers = { 'content-type': 'application/json' };
        const request = { path: '/graphql', method: 'POST', headers, body } as const;
        const status = await pool.request(request).then(
          async (answer) => {
            await answer.body.dump();
            return answer.statusCode;
          },
          (error: unknown) => String(error),
        );
        count(tally, status);
      }
    };
    await Promise.all(Array.from({ length: unauthenticatedConnections }, flood));
    await pool.destroy();
  },
};

/** Opens one socket with its subscriptions; resolves when it closes or at the signal. */
async function subscribeAll(
  url: string,
  token: string,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  const { promise: closed, resolve } = Promise.withResolvers<undefined>();
  const end = () => socket.terminate();
  signal.addEventListener('abort', end);
  const send = (message: object) => socket.send(JSON.stringify(message));
  socket.on('open', () => {
    send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  });
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString('utf8')) as {
      type: string;
      payload?: { extensions?: { code: string } }[];
    };
    if (type === 'error') count(tally, payload?.[0]?.extensions?.code ?? 'error');
    if (type === 'next') count(tally, 'subscribed');
    if (type !== 'connection_ack') return;
    const query = 'subscription { deliveryUpdated { cursor } }';
    for (let id = 0; id < subscriptionsPerSocket; id += 1) {
      send({ type: 'subscribe', id: String(id), payload: { query } });
    }
  });
  socket.on('error', () => undefined); // the close follows
  socket.on('close', (code) => {
    count(tally, `closed ${code}`);
    resolve(undefined);
  });
  await closed;
  signal.removeEventListener('abort', end);
}
