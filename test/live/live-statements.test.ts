import { afterEach, expect, jest, test } from '@jest/globals';
import { createClient, type Client as GraphqlClient } from 'graphql-ws';
import type { Client } from 'pg';
import { WebSocket } from 'ws';
import { sql } from '../../src/db/index.ts';
import { changeAll } from '../kit/change-all.ts';
import { createCustomer } from '../kit/customer.ts';
import { openLive } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

const socketCount = 5;
const subscribersPerSocket = 20;
const roundCount = 5;
const updatesPerRound = 200;

/** A subscription to updates with these fields of their webhooks. */
function selectWebhook(fields: string): string {
  return `subscription ($after: String) {
    deliveryUpdated(after: $after) {
      cursor
      gap
      isMatch
      delivery { id event { type } webhook { ${fields} } attempts { number responseStatus } }
      edge { cursor node { requestPayload } }
    }
  }`;
}

interface Told {
  deliveryUpdated: {
    cursor: string;
    gap: boolean;
    delivery: { id: string; attempts: object[] } | null;
  };
}

/** Opens subscriptions on one socket, each after its own cursor; each adds its updates to a list of its own. */
function subscribe(
  client: GraphqlClient,
  query: string,
  heard: Told[][],
  cursors: readonly (string | null)[],
): void {
  for (const after of cursors) {
    const mine: Told[] = [];
    heard.push(mine);
    client.subscribe<Told>(
      { query, variables: { after } },
      {
        next: ({ data }) => data && mine.push(data),
        error: () => undefined,
        complete: () => undefined,
      },
    );
  }
}

function openSocket(token: string): GraphqlClient {
  return createClient({
    url: fixture.app.app.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
  });
}

/** Returns different cursors of the present: no change follows after them. */
async function readCursors(count: number): Promise<string[]> {
  const em = fixture.app.app.database.em.fork();
  const cursors: string[] = [];
  for (let n = 0; n < count; n += 1) {
    await sql`select pg_current_xact_id()`.execute(em.getKysely()); // makes the next snapshot another one
    const live = await openLive(fixture.app, fixture.customer.token);
    cursors.push(live.messages[0]!.cursor);
    await live.stop();
  }
  return cursors;
}

/** Counts statements of the node. */
async function watchStatements() {
  const em = fixture.app.app.database.em.fork();
  const pool: object = await em.getConnection().getNativeClient();
  const spy = jest.spyOn((pool as { Client: typeof Client }).Client.prototype, 'query');
  const texts = () =>
    spy.mock.calls.map(([asked]: unknown[]) =>
      typeof asked === 'string' ? asked : (asked as { text: string }).text,
    );
  return {
    countCounts: () => texts().filter((text) => text.includes('webhook_hours')).length,
    countReads: (table: string) =>
      texts().filter((text) => new RegExp(`^\\s*select\\b.* from "?${table}\\b`, 's').test(text))
        .length,
  };
}

afterEach(() => void jest.restoreAllMocks());

test('a thousand updates with all their parts are read in batches, whatever the number of subscribers', async () => {
  const { customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  for (let n = 0; n < updatesPerRound / 100; n += 1) await customer.publish(100);
  await waitUntil('all are delivered', () => receiver.requests.length === updatesPerRound);
  await waitUntil('all are recorded', async () => {
    return (await customer.log({ statuses: ['PENDING'] })).length === 0;
  });
  const heard: Told[][] = [];
  const sockets = Array.from({ length: socketCount }, () => openSocket(customer.token));
  const query = selectWebhook('name deliveryCounts { total }');
  const cursors = await readCursors(subscribersPerSocket);
  for (const socket of sockets) subscribe(socket, query, heard, cursors);
  const isPresent = ({ deliveryUpdated: { gap, delivery } }: Told) => !gap && delivery === null;
  await waitUntil('all have continued', () => heard.every((mine) => mine.some(isPresent)));

  const statements = await watchStatements();
  for (let round = 1; round <= roundCount; round += 1) {
    await changeAll(fixture.app.app.database, [customer.workspaceId]);
    const count = 1 + round * updatesPerRound;
    await waitUntil('all are told', () => heard.every(({ length }) => length === count));
  }
  for (const mine of heard) {
    const told = mine.slice(1).map(({ deliveryUpdated }) => deliveryUpdated);
    expect(told.every(({ gap, delivery }) => !gap && delivery?.attempts.length === 1)).toBe(true);
  }
  // Fifty updates are read together. The first batches are smaller: 2, 4, 8, 16 and 32.
  const batchesMax = (roundCount * updatesPerRound) / 50 + 6;
  expect(statements.countReads('attempts')).toBeLessThanOrEqual(batchesMax);
  expect(statements.countReads('events')).toBeLessThanOrEqual(batchesMax);
  expect(statements.countReads('webhooks')).toBeLessThanOrEqual(batchesMax);
  expect(statements.countCounts()).toBeLessThanOrEqual(batchesMax);
  expect(statements.countReads('deliveries')).toBe(roundCount);
  await Promise.all(sockets.map(async (socket) => socket.dispose()));
});

test('the updates of several workspaces are read with the same statements', async () => {
  const { app, receiver } = fixture;
  const customers = [fixture.customer, await createCustomer(app), await createCustomer(app)];
  for (const customer of customers) {
    await customer.createWebhook(receiver.url);
    await customer.publish(5);
    await customer.waitForLog(5);
  }
  const heard: Told[][] = [];
  const sockets = customers.map(({ token }) => openSocket(token));
  for (const socket of sockets) subscribe(socket, selectWebhook('name'), heard, [null]);
  await waitUntil('all are subscribed', () => heard.every(({ length }) => length === 1));

  const statements = await watchStatements();
  await changeAll(
    app.app.database,
    customers.map(({ workspaceId }) => workspaceId),
  );
  await waitUntil('all are told', () => heard.every(({ length }) => length === 6));
  const reads = ['deliveries', 'attempts', 'events', 'webhooks'];
  // Two updates of each workspace are executed first, then the other three.
  expect(reads.map((table) => statements.countReads(table))).toEqual([1, 2, 2, 2]);
  for (const [index, customer] of customers.entries()) {
    const ids = heard[index]!.flatMap(({ deliveryUpdated }) => deliveryUpdated.delivery?.id ?? []);
    expect(new Set(ids)).toEqual(new Set((await customer.log()).map(({ id }) => id)));
  }
  for (const socket of sockets) await socket.dispose();
});
