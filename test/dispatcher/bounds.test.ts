import { afterEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { holdAnswers } from '../kit/hold-answers.ts';
import type { ReceivedRequest } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/**
 * Requests in flight at once; four deliveries are held for each, and a quarter of the room is for claims.
 * One workspace gets half of each.
 */
const concurrency = 16;
const ownConcurrency = concurrency / 2;
const heldMax = 4 * ownConcurrency;
const handedOffMax = (3 / 4) * heldMax;

const scene = setScene({ env: { DELIVERY_CONCURRENCY: String(concurrency) } });

const clients: Client[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
});

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: scene.app.databaseUrl });
  clients.push(client);
  await client.connect();
  return client;
}

/** How many deliveries of the workspace are under a lease: the one node has them all in its memory. */
async function countHeld(client: Client): Promise<number> {
  const { rowCount } = await client.query(
    'select from deliveries where workspace_id = $1 and claim_token is not null',
    [scene.customer.workspaceId],
  );
  return rowCount ?? 0;
}

async function createWebhooks(count: number): Promise<void> {
  const { customer, receiver } = scene;
  for (let n = 1; n <= count; n += 1) await customer.createWebhook(receiver.url);
}

const idsOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ headers }) => String(headers['x-stockaj-delivery']));

test('however much of a workspace is due, a node holds four deliveries for each request that it may send, and sends all in the end', async () => {
  const { customer, receiver } = scene;
  const client = await connect();
  const held = holdAnswers();
  receiver.answer(held.answer);
  await createWebhooks(6);
  await customer.publish(50);
  await waitUntil('the memory is full', async () => (await countHeld(client)) === heldMax);
  await customer.publish(10);
  expect(await countHeld(client)).toBe(heldMax);
  await held.waitFor(ownConcurrency);
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

test('while results wait to be recorded no more are gathered than a node may hold', async () => {
  const { customer, receiver } = scene;
  const client = await connect();
  await createWebhooks(6);
  await client.query('begin');
  await client.query('lock table attempts in share mode');
  await customer.publish(50);
  await waitUntil('its share is used up', () => receiver.requests.length >= handedOffMax);
  // The API answers after its commit, and with the hand-off done.
  for (let n = 1; n <= 5; n += 1) await customer.publish(2);
  expect(receiver.requests.length).toBeLessThanOrEqual(heldMax);
  await client.query('rollback');
  await waitUntil('all are sent', () => receiver.requests.length >= 360);
  await waitUntil('nothing is held', async () => (await countHeld(client)) === 0);
  expect(new Set(idsOf(receiver.requests)).size).toBe(360);
  expect(receiver.requests).toHaveLength(360);
});
