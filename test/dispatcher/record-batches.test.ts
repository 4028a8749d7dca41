import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** As many as are recorded in one statement. */
const batchMax = 400;
const webhookCount = 30;
const eventCount = 25;

// So many requests at once that a node holds all of them, though they are of one workspace.
const scene = setScene({ env: { DELIVERY_CONCURRENCY: '800' } });
let client: Client;
beforeEach(async () => {
  client = new Client({ connectionString: scene.app.databaseUrl });
  await client.connect();
});
afterEach(() => client.end());

test('results that have gathered while none could be recorded are written at most 400 at a time, each once', async () => {
  const { customer, receiver } = scene;
  for (let n = 1; n <= webhookCount; n += 1) await customer.createWebhook(receiver.url);
  await client.query('begin');
  await client.query('lock table attempts in share mode');
  await customer.publish(eventCount);
  // The one batch that waits for the table, and half of what fits into the next. After 5 s of waiting for
  // the table nothing more is sent.
  const gathered = 1.5 * batchMax;
  await waitUntil('many have been answered', () => receiver.requests.length > gathered);
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
  // Otherwise nothing has gathered, and the test says nothing.
  expect(Math.max(...batches)).toBeGreaterThan(batchMax / 2);
  expect(receiver.requests).toHaveLength(deliveryCount);
});
