import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { findEventType } from '../../src/catalogue/index.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Bytes of bodies that a node holds. */
const heldBytesMax = 64 * 1024 * 1024;
const webhookCount = 20;
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
async function publishLarge({ workspaceId }: Customer): Promise<void> {
  const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
  const lines = Array.from({ length: 100 }, () => rent.lines[0]);
  const data = { rent: { ...rent, lines }, previous: { lines } };
  const drafts = Array.from({ length: eventCount }, () => ({ type: 'rent.updated', data }));
  const { database, publishEvents } = scene.app.app;
  await publishEvents(database.em.fork(), workspaceId, drafts);
}

/** Bytes of bodies under a lease and not; bodies that deliveries share count for each. */
async function countBytes({ workspaceId }: Customer): Promise<{ held: number; waiting: number }> {
  const { rows } = await client.query<{ held: number; waiting: number }>(
    `select coalesce(sum(octet_length(body)) filter (where claim_token is not null), 0)::int as held,
        coalesce(sum(octet_length(body)) filter (where claim_token is null), 0)::int as waiting
      from deliveries join events on events.id = event_id
      where deliveries.workspace_id = $1 and status = 'PENDING'`,
    [workspaceId],
  );
  return rows[0]!;
}

test('bodies beyond 64 MiB wait in the database, and those of one workspace beyond half of it', async () => {
  const { app, receiver } = scene;
  const answers = holdAnswers();
  receiver.answer(answers.answer);
  const customers = [scene.customer, await createCustomer(app), await createCustomer(app)];
  let heldInAll = 0;
  for (const customer of customers) {
    for (let n = 1; n <= webhookCount; n += 1) await customer.createWebhook(receiver.url);
    await publishLarge(customer);
    const { held: first, waiting: others } = await countBytes(customer);
    const publishBytes = first + others;
    // The node learns by the first how many deliveries to reserve room for.
    for (let published = 0; published < (heldBytesMax * 3) / 4; published += publishBytes) {
      await publishLarge(customer);
    }
    const { held, waiting } = await countBytes(customer);
    expect(held).toBeLessThanOrEqual(heldBytesMax / 2);
    expect(waiting).toBeGreaterThan(heldBytesMax / 8);
    heldInAll += held;
  }
  expect(heldInAll).toBeLessThanOrEqual(heldBytesMax);
  // Otherwise the bound was not reached, and the test says nothing.
  expect(heldInAll).toBeGreaterThan(heldBytesMax / 2);
  // Nothing that waits is worth sending any more.
  const ids = customers.map(({ workspaceId }) => workspaceId);
  await client.query('update webhooks set deleted_at = now() where workspace_id = any($1)', [ids]);
  receiver.answer(200);
  answers.release(200);
  for (const customer of customers) {
    await waitUntil('nothing is held', async () => (await countBytes(customer)).held === 0);
  }
});
