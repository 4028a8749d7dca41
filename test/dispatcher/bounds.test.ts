import { afterEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { holdAnswers } from '../kit/hold-answers.ts';
import type { ReceivedRequest } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Slots; four deliveries are held for each. One workspace gets half of both. */
const concurrency = 16;
const ownConcurrency = concurrency / 2;
const heldMax = 4 * ownConcurrency;
/** Requests in flight while none has ended: the rest is for webhooks known to be quick. */
const hangingMax = 6;

const fixture = setUpNode({ env: { DELIVERY_CONCURRENCY: String(concurrency) } });

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
});

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: fixture.app.databaseUrl });
  clients.push(client);
  await client.connect();
  return client;
}

/** Counts the leased deliveries of the workspace, which the only node holds in memory. */
async function countHeld(client: Client): Promise<number> {
  const { rowCount } = await client.query(
    'select from delivery_queue where workspace_id = $1 and claim_token is not null',
    [fixture.customer.workspaceId],
  );
  return rowCount ?? 0;
}

async function createWebhooks(count: number): Promise<void> {
  const { customer, receiver } = fixture;
  for (let n = 1; n <= count; n += 1) await customer.createWebhook(receiver.url);
}

const idsOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ headers }) => String(headers['x-stockaj-delivery']));

test('however many deliveries are due, a node holds at most four per slot, and finally sends all', async () => {
  const { customer, receiver } = fixture;
  const client = await connect();
  const held = holdAnswers();
  receiver.answer(held.answer);
  await createWebhooks(6);
  await customer.publish(50);
  // Its webhooks leave something for one more of them.
  await waitUntil('the memory is full', async () => (await countHeld(client)) >= 0.75 * heldMax);
  await customer.publish(10);
  expect(await countHeld(client)).toBeLessThanOrEqual(heldMax);
  await held.waitFor(hangingMax);
  let most = 0;
  receiver.answer(200);
  held.release(200);
  await waitUntil('all are sent', async () => {
    most = Math.max(most, await countHeld(client));
    return receiver.requests.length >= 360;
  });
  expect(most).toBeLessThanOrEqual(heldMax);
  expect(receiver.load.most).toBe(ownConcurrency);
  expect(new Set(idsOf(receiver.requests)).size).toBe(360);
  await waitUntil('nothing is held', async () => (await countHeld(client)) === 0);
  expect(receiver.requests).toHaveLength(360);
});

test('while results wait to be recorded, a node holds no more deliveries than its limit', async () => {
  const { customer, receiver } = fixture;
  const client = await connect();
  await createWebhooks(6);
  await client.query('begin');
  await client.query('lock table attempts in share mode');
  await customer.publish(50);
  await waitUntil('its share is used up', () => receiver.requests.length === heldMax);
  for (let n = 1; n <= 5; n += 1) await customer.publish(2);
  expect(receiver.requests).toHaveLength(heldMax);
  await client.query('rollback');
  await waitUntil('all are sent', () => receiver.requests.length >= 360);
  await waitUntil('nothing is held', async () => (await countHeld(client)) === 0);
  expect(new Set(idsOf(receiver.requests)).size).toBe(360);
  expect(receiver.requests).toHaveLength(360);
});
