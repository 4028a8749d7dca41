import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { findEventType } from '../../src/catalogue/index.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** The most bytes of bodies that a node holds. */
const heldBytesMax = 64 * 1024 * 1024;
const webhookCount = 20;
const eventCount = 60;

// A high concurrency, so that the number of deliveries is not the limit.
const fixture = setUpNode({ env: { DELIVERY_CONCURRENCY: '3000', DELIVERY_PER_WEBHOOK: '100' } });
let client: Client;
beforeEach(async () => {
  client = new Client({ connectionString: fixture.app.databaseUrl });
  await client.connect();
});
afterEach(() => client.end());

/** Rents with a hundred changed lines, the largest events of the catalogue. */
async function publishLarge({ workspaceId }: Customer): Promise<void> {
  const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
  const lines = Array.from({ length: 100 }, () => rent.lines[0]);
  const data = { rent: { ...rent, lines }, previous: { lines } };
  const drafts = Array.from({ length: eventCount }, () => ({ type: 'rent.updated', data }));
  const { database, publishEvents } = fixture.app.app;
  await publishEvents(database.em.fork(), workspaceId, drafts);
}

/** Bytes of leased and waiting bodies; a shared body counts for each delivery. */
async function countBytes({ workspaceId }: Customer): Promise<{ held: number; waiting: number }> {
  const { rows } = await client.query<{ held: number; waiting: number }>(
    `select coalesce(sum(body_bytes) filter (where claim_token is not null), 0)::int as held,
        coalesce(sum(body_bytes) filter (where claim_token is null), 0)::int as waiting
      from delivery_queue where workspace_id = $1`,
    [workspaceId],
  );
  return rows[0]!;
}

test('bodies beyond 64 MiB, or beyond half of that for one workspace, wait in the database', async () => {
  const { app, receiver } = fixture;
  const answers = holdAnswers();
  receiver.answer(answers.answer);
  const customers = [fixture.customer, await createCustomer(app), await createCustomer(app)];
  let heldInAll = 0;
  for (const customer of customers) {
    for (let n = 1; n <= webhookCount; n += 1) await customer.createWebhook(receiver.url);
    await publishLarge(customer);
    const { held: first, waiting: others } = await countBytes(customer);
    const publishBytes = first + others;
    for (let published = 0; published < (heldBytesMax * 3) / 4; published += publishBytes) {
      await publishLarge(customer);
    }
    // Three quarters of half of what the others left free, since these webhooks are not known to be quick. Close to
    // it, since a claim takes whole bodies.
    const share = (((heldBytesMax - heldInAll) * 3) / 8) * 0.9;
    await waitUntil('its share is held', async () => (await countBytes(customer)).held > share);
    const { held, waiting } = await countBytes(customer);
    // A claim takes one body of a workspace in any case.
    expect(held).toBeLessThanOrEqual(heldBytesMax / 2 + 256 * 1024);
    expect(waiting).toBeGreaterThan(heldBytesMax / 8);
    heldInAll += held;
  }
  expect(heldInAll).toBeLessThanOrEqual(heldBytesMax);
  // Otherwise the limit was not reached, and the test proves nothing.
  expect(heldInAll).toBeGreaterThan(heldBytesMax / 2);
  // The waiting deliveries need not be sent.
  const ids = customers.map(({ workspaceId }) => workspaceId);
  await client.query('update webhooks set deleted_at = now() where workspace_id = any($1)', [ids]);
  receiver.answer(200);
  answers.release(200);
  for (const customer of customers) {
    await waitUntil('nothing is held', async () => (await countBytes(customer)).held === 0);
  }
});
