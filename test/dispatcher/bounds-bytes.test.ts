import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { findEventType } from '../../src/catalogue/index.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Bytes of bodies that a node holds. */
const heldBytesMax = 64 * 1024 * 1024;
const webhookCount = 40;
const eventCount = 60;

// So many requests at once that the count of deliveries is not what bounds them.
const scene = setScene({ env: { DELIVERY_CONCURRENCY: '3000' } });
let client: Client;
beforeEach(async () => {
  client = new Client({ connectionString: scene.app.databaseUrl });
  await client.connect();
});
afterEach(() => client.end());

/** Rents whose hundred lines have changed, the largest events that there are. */
async function publishLarge(): Promise<void> {
  const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
  const lines = Array.from({ length: 100 }, () => rent.lines[0]);
  const data = { rent: { ...rent, lines }, previous: { lines } };
  const drafts = Array.from({ length: eventCount }, () => ({ type: 'rent.updated', data }));
  const { database, publishEvents } = scene.app.app;
  await publishEvents(database.em.fork(), scene.customer.workspaceId, drafts);
}

/** Bytes of bodies under a lease and not; bodies that deliveries share count for each. */
async function countBytes(): Promise<{ held: number; waiting: number }> {
  const { rows } = await client.query<{ held: number; waiting: number }>(
    `select coalesce(sum(octet_length(body)) filter (where claim_token is not null), 0)::int as held,
        coalesce(sum(octet_length(body)) filter (where claim_token is null), 0)::int as waiting
      from deliveries join events on events.id = event_id
      where deliveries.workspace_id = $1 and status = 'PENDING'`,
    [scene.customer.workspaceId],
  );
  return rows[0]!;
}

test('bodies beyond 64 MiB wait in the database', async () => {
  const { customer, receiver } = scene;
  const answers = holdAnswers();
  receiver.answer(answers.answer);
  for (let n = 1; n <= webhookCount; n += 1) await customer.createWebhook(receiver.url);
  await publishLarge();
  const { held: first, waiting: others } = await countBytes();
  const publishBytes = first + others;
  // The node learns by the first how many deliveries to reserve room for.
  for (let published = 0; published < 2 * heldBytesMax; published += publishBytes) {
    await publishLarge();
  }
  await answers.waitFor(1);
  const { held, waiting } = await countBytes();
  // A claim may take one body more than there is room for.
  expect(held).toBeLessThanOrEqual(heldBytesMax + publishBytes / (webhookCount * eventCount));
  // Otherwise the bound was not reached, and the test says nothing.
  expect(held).toBeGreaterThan(heldBytesMax / 2);
  expect(waiting).toBeGreaterThan(heldBytesMax / 2);
  // Nothing that waits is worth sending any more.
  await client.query('update webhooks set deleted_at = now() where workspace_id = $1', [
    customer.workspaceId,
  ]);
  receiver.answer(200);
  answers.release(200);
  await waitUntil('nothing is held', async () => (await countBytes()).held === 0);
});
