import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import { encodeId, IdPrefix } from '../../src/kernel/index.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { startChildNode, type ChildNode } from '../kit/child-node.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { openLive, type LiveMessage } from '../kit/live-client.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { openSteady } from '../kit/steady-client.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Two processes serve the API and one sends, on one database. This process is one of them. */
let database: TestDatabase;
let proxy: DatabaseProxy;
let app: TestApp;
let otherApi: ChildNode;
let dispatcher: ChildNode;
let customer: Customer;
let receiver: Receiver;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startDatabaseProxy(database.url);
  app = await startTestApp({ env: { ROLES: 'api' }, database: { url: proxy.url } });
  otherApi = await startChildNode(proxy.url, { ROLES: 'api' });
  dispatcher = await startChildNode(proxy.url, {
    ROLES: 'dispatcher',
    RETRY_SCHEDULE: '0,0,0',
  });
});
afterAll(async () => {
  await Promise.all([otherApi.kill(), dispatcher.kill(), app.stop()]);
  await proxy.stop();
  await database.drop();
});
beforeEach(async () => {
  [customer, receiver] = await Promise.all([createCustomer(app), startReceiver()]);
  await customer.createWebhook(receiver.url);
});
afterEach(async () => receiver.stop());

/** Each state that was told, in order, as the id and what changes with every attempt. */
function statesOf(messages: readonly LiveMessage[]): string[] {
  return messages.flatMap(({ delivery }) =>
    delivery ? `${delivery.id} ${delivery.attemptCount} ${delivery.status}` : [],
  );
}

/** Every third request fails. */
function failSometimes(): void {
  let count = 0;
  receiver.answer((response) => {
    count += 1;
    response.statusCode = count % 3 === 0 ? 500 : 200;
    response.end();
  });
}

describe('three processes on one database', () => {
  test('tell every change to the subscribers of both APIs, whichever published it', async () => {
    const streams = await Promise.all(
      [app, { app: { ...app.app, url: otherApi.url } }].map((node) =>
        openLive(node, customer.token),
      ),
    );
    await customer.publish(20);
    const log = await customer.waitForLog(20);
    for (const live of streams) {
      await live.waitFor('all are told', () =>
        log.every(({ id, status }) => live.statusesOf(id).at(-1) === status),
      );
      expect(live.messages.some(({ gap }) => gap)).toBe(false);
      await live.stop();
    }
  });

  test('a subscriber that is cut fifty times under load misses nothing and gets nothing twice', async () => {
    failSometimes();
    const client = openSteady([app.app.url, otherApi.url], customer.token);
    await waitUntil('it has begun', () => client.messages.length > 0);
    let publishedCount = 0;
    for (let cutCount = 0; cutCount < 50; cutCount += 1) {
      // In the middle of a read, at its end, or at the first message after the last cut.
      const isCut = client.cutAfter(1 + (cutCount % 7));
      await customer.publish(8);
      publishedCount += 8;
      await isCut;
    }
    const logged = await waitForEnd(publishedCount);
    await waitUntil('the end of all is told', () => {
      const told = new Set(statesOf(client.messages));
      return logged.every((state) => told.has(state));
    });
    const states = statesOf(client.messages);
    expect(states.filter((state, index) => states.indexOf(state) !== index)).toEqual([]);
    expect(client.messages.some(({ gap }) => gap)).toBe(false);
    expect(client.messages.filter(({ isStart }) => isStart)).toHaveLength(1);
    // The states of each delivery come in their order.
    for (const id of new Set(states.map((state) => state.split(' ')[0]!))) {
      const told = states.filter((state) => state.startsWith(id));
      expect(told).toEqual(told.toSorted());
    }
    await client.stop();
  });

  test('tell every change also when every notification is lost', async () => {
    const restore = proxy.dropNotifications();
    const client = openSteady([otherApi.url], customer.token);
    await waitUntil('it has begun', () => client.messages.length > 0);
    for (let n = 0; n < 5; n += 1) await customer.publish(4);
    const logged = await waitForEnd(20);
    await waitUntil('the end of all is told', () => {
      const told = new Set(statesOf(client.messages));
      return logged.every((state) => told.has(state));
    });
    expect(restore()).toBeGreaterThan(0);
    expect(client.messages.some(({ gap }) => gap)).toBe(false);
    await client.stop();
  });
});

/** Resolves with the final states of all deliveries when this many have ended. */
async function waitForEnd(count: number): Promise<string[]> {
  let ended: string[] = [];
  await waitUntil('all have ended', async () => {
    const rows = await query<{ id: string; state: string }>(
      database.url,
      `select id, attempt_count || ' ' || status as state from deliveries
       where workspace_id = '${customer.workspaceId}' and status <> 'PENDING'`,
    );
    ended = rows.map(({ id, state }) => `${encodeId(IdPrefix.delivery, id)} ${state}`);
    return ended.length === count;
  });
  return ended;
}
