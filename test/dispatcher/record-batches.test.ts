import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** The most results in one statement. */
const batchMax = 400;
const webhookCount = 30;
const eventCount = 25;

// A high concurrency, so that the node holds all deliveries although they belong to one workspace.
const fixture = setUpNode({ env: { DELIVERY_CONCURRENCY: '800' } });
let client: Client;
beforeEach(async () => {
  client = new Client({ connectionString: fixture.app.databaseUrl });
  await client.connect();
});
afterEach(() => client.end());

test('results that piled up while none could be recorded are written once, at most 400 at a time', async () => {
  const { customer, receiver } = fixture;
  for (let n = 1; n <= webhookCount; n += 1) await customer.createWebhook(receiver.url);
  await client.query('begin');
  await client.query('lock table attempts in share mode');
  await customer.publish(eventCount);
  // More than fits into the batch that waits for the table. After 5 s of waiting, no more requests start.
  const gathered = 0.75 * batchMax;
  await waitUntil('many requests have arrived', () => receiver.requests.length > gathered);
  await client.query('rollback');
  const deliveryCount = webhookCount * eventCount;
  let batches: number[] = [];
  await waitUntil('all are recorded', async () => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from attempts join deliveries on id = delivery_id
        where workspace_id = $1 group by attempts.xmin`,
      [customer.workspaceId],
    );
    batches = rows.map(({ count }) => count);
    return batches.reduce((sum, count) => sum + count, 0) === deliveryCount;
  });
  expect(Math.max(...batches)).toBeLessThanOrEqual(batchMax);
  // Otherwise no results piled up, and the test proves nothing.
  expect(Math.max(...batches)).toBeGreaterThan(batchMax / 2);
  expect(receiver.requests).toHaveLength(deliveryCount);
});
