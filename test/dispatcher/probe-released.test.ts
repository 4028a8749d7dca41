import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createCustomer } from '../kit/customer.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const clock = createFakeClock();
/** Two slots, which two other workspaces use. The lease, and with it the mark of a probe, outlasts every wait here. */
const env = { DELIVERY_CONCURRENCY: '2', LEASE_SECONDS: '300', RETRY_SCHEDULE: '0,0' };
const fixture = setUpNode({ env, options: { clock } });

/** Ends the cool-down of the webhook. */
async function endCoolDown(webhookId: string): Promise<void> {
  const kysely = fixture.app.app.database.em.fork().getKysely();
  await sql`update delivery_queue set due_at = now() where webhook_id = ${webhookId}`.execute(
    kysely,
  );
  await sql`update webhooks set cooling_down_until = now() where id = ${webhookId}`.execute(kysely);
}

/** Reads the mark of the current probe; null if there is none. */
async function readMark(webhookId: string): Promise<string | null> {
  const { rows } = await sql<{ mark: string }>`
    select cooling_down_until::text as mark from webhooks
    where id = ${webhookId} and cooling_down_until > now()
  `.execute(fixture.app.app.database.em.fork().getKysely());
  return rows[0]?.mark ?? null;
}

test('a probe released before it was sent is followed by another at once, not after its lease', async () => {
  const { app, customer, receiver } = fixture;
  receiver.answer({ status: 503, headers: { 'retry-after': '3600' } }, 200);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt();
  const slow = await startReceiver();
  const held = holdAnswers();
  slow.answer(held.answer);
  const others = [await createCustomer(app), await createCustomer(app)];
  for (const other of others) {
    await other.createWebhook(slow.url, { timeoutSeconds: 30 });
    await other.publish();
  }
  await held.waitFor(2);

  const webhookId = decodeId(IdPrefix.webhook, id) ?? '';
  await endCoolDown(webhookId);
  await waitUntil('the probe waits in memory', async () => (await readMark(webhookId)) !== null);
  // Two thirds of the lease have passed, so the probe may not start any more.
  clock.advance(200_000);
  held.release(200);
  for (const other of others) await other.waitForLog(1);
  await slow.stop();

  const [delivery] = await customer.waitForLog(1);
  const attempts = [{ responseStatus: 503 }, { responseStatus: 200 }];
  expect(delivery).toMatchObject({ status: 'SUCCEEDED', attemptCount: 2, attempts });
  expect(receiver.requests).toHaveLength(2);
});
