import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createViewerFinder, type Scope, type Viewer } from '../../../src/workspaces/index.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { openClient, type TestClient } from '../open-client.ts';
import { authorize, startGraphql, type TestGraphql } from '../start-graphql.ts';

let graphql: TestGraphql;
let clients: TestClient[];
let listenerCount: number;

beforeAll(async () => {
  graphql = await startGraphql();
});
afterAll(async () => graphql.stop());

beforeEach(() => {
  clients = [];
  listenerCount = 0;
  graphql.streams.toldCount = 0;
});
afterEach(async () => {
  await Promise.all(clients.map(async (client) => client.dispose()));
  await waitUntil('all streams have ended', () => graphql.streams.open === 0);
});

interface Subscription {
  query?: string;
  variables?: Record<string, unknown>;
  operationName?: string;
  workspaceId?: string;
  scopes?: Scope[];
}

interface Listener {
  /** Everything it was told, in order. */
  told: unknown[];
  /** The request ids of its errors, in order. */
  requestIds: unknown[];
  end(): Promise<void>;
}

const told = 'subscription Told($length: Int) { told(length: $length) }';

/** Subscribes on a socket of its own. */
async function listen(subscription: Subscription = {}): Promise<Listener> {
  const { query = told, workspaceId = 'acme', scopes = [], ...rest } = subscription;
  const client = openClient(graphql, await authorize({ workspaceId, scopes }));
  clients.push(client);
  const listener: Listener = {
    told: [],
    requestIds: [],
    async end() {
      stop();
      listenerCount -= 1;
      await waitUntil('its stream has ended', () => graphql.streams.open === listenerCount);
    },
  };
  const stop = client.client.subscribe(
    { query, ...rest },
    {
      next({ data, errors = [] }) {
        if (data) listener.told.push(...Object.values(data));
        listener.requestIds.push(...errors.map(({ extensions }) => extensions?.requestId));
      },
      error: () => undefined,
      complete: () => undefined,
    },
  );
  listenerCount += 1;
  await waitUntil('its stream is open', () => graphql.streams.open === listenerCount);
  return listener;
}

function createEvents(count: number): { number: number }[] {
  return Array.from({ length: count }, (_, index) => ({ number: index + 1 }));
}

/** The messages of a subscriber of this workspace about these events. */
function expected(events: readonly { number: number }[], workspaceId = 'acme'): string[] {
  return events.map(({ number }) => `${workspaceId} ${number}`);
}

async function waitForAll(listeners: readonly Listener[], count: number): Promise<void> {
  await waitUntil('all are told', () =>
    listeners.every((listener) => listener.told.length === count),
  );
}

describe('an event', () => {
  test('is executed once for all subscribers of the same subscription, who get it in order', async () => {
    const listeners = [await listen(), await listen(), await listen({ variables: { other: 1 } })];
    const events = createEvents(120);
    graphql.streams.tell(events.slice(0, 110));
    graphql.streams.tell(events.slice(110));
    await waitForAll(listeners, 120);
    for (const listener of listeners) expect(listener.told).toEqual(expected(events));
    expect(graphql.streams.toldCount).toBe(120);
  });

  test.each<[string, Subscription]>([
    ['another text', { query: `${told} ` }],
    ['another alias', { query: told.replace('{ told', '{ heard: told') }],
    ['another operation', { query: `${told} query Told2 { greeting }`, operationName: 'Told' }],
    ['other variables', { variables: { length: 1 } }],
    ['other scopes', { scopes: ['webhooks:read'] }],
    ['another workspace', { workspaceId: 'beta' }],
  ])('is executed again for a subscription with %s', async (_what, subscription) => {
    const listeners = [await listen(), await listen(subscription)];
    const events = createEvents(3);
    graphql.streams.tell(events);
    await waitForAll(listeners, 3);
    expect(listeners[0]!.told).toEqual(expected(events));
    const texts = listeners[1]!.told.map((text) => String(text).trimEnd());
    expect(texts).toEqual(expected(events, subscription.workspaceId));
    expect(graphql.streams.toldCount).toBe(6);
  });

  test('that fails is masked and logged once, with one request id for all, and harms no other subscription', async () => {
    const failing = [
      await listen({ variables: { length: -1 } }),
      await listen({ variables: { length: -1 } }),
    ];
    const other = await listen();
    graphql.log.length = 0;
    graphql.streams.tell(createEvents(2));
    await waitForAll([other], 2);
    await waitUntil('both have the errors', () =>
      failing.every(({ requestIds }) => requestIds.length === 2),
    );
    const [one, two] = failing;
    expect(one!.requestIds).toEqual(two!.requestIds);
    expect(graphql.log.map(({ requestId }) => requestId)).toEqual(one!.requestIds);
  });

  test('goes on to the others when a subscriber leaves, and is freed when the last one does', async () => {
    const [first, second] = [await listen(), await listen()];
    const events = createEvents(3);
    graphql.streams.tell(events);
    await waitForAll([first, second], 3);
    await first.end();
    const later = createEvents(2);
    graphql.streams.tell(later);
    await waitForAll([second], 5);
    expect(graphql.streams.toldCount).toBe(5);
    await second.end();
    const third = await listen();
    graphql.streams.tell(events);
    await waitForAll([third], 3);
    expect(graphql.streams.toldCount).toBe(8);
  });
});

test('costly events are executed a few in each turn of the event loop', async () => {
  const query =
    'subscription { grown { a: children(first: 100) { name } b: children(first: 60) { name } } }';
  const listener = await listen({ query });
  graphql.streams.tell(createEvents(200));
  const perTurn: number[] = [];
  while (listener.told.length < 200) {
    const before = graphql.streams.toldCount;
    await setImmediate();
    perTurn.push(graphql.streams.toldCount - before);
  }
  // Nine of this cost are 10 ms; cheap ones are executed 50 at once.
  expect(Math.max(...perTurn)).toBeLessThan(20);
});

test('a subscriber whose token has expired is told nothing: its socket is closed with 4403', async () => {
  const viewers: Viewer[] = [];
  const findViewer = createViewerFinder();
  const brief = await startGraphql({
    async findViewer(...request) {
      viewers.push(await findViewer(...request));
      return viewers.at(-1)!;
    },
  });
  const client = openClient(brief, await authorize({}));
  const results = client.collect(told);
  await waitUntil('its stream is open', () => brief.streams.open === 1);
  viewers[0]!.expiresAt = new Date(0); // before the timer of the socket
  brief.streams.tell(createEvents(1));
  await expect(results).rejects.toMatchObject({ code: 4403, reason: 'The token has expired.' });
  await brief.stop();
});
