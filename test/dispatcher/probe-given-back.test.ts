import { expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createCustomer } from '../kit/customer.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';
import { waitUntil } from '../kit/wait-until.ts';

const clock = createFakeClock();
/** One request at a time, so that a stranger's keeps the probe waiting; a mark outlives every patience here. */
const env = { DELIVERY_CONCURRENCY: '1', LEASE_SECONDS: '300', RETRY_SCHEDULE: '0,0' };
const scene = setScene({ env, options: { clock } });

/** Lets the time pass that the webhook was told to wait. */
async function endCoolDown(webhookId: string): Promise<void> {
  const kysely = scene.app.app.database.em.fork().getKysely();
  await sql`update deliveries set due_at = now() where webhook_id = ${webhookId}`.execute(kysely);
  await sql`update webhooks set cooling_down_until = now() where id = ${webhookId}`.execute(kysely);
}

/** The mark of the probe under way; null while there is none. */
async function readMark(webhookId: string): Promise<string | null> {
  const { rows } = await sql<{ mark: string }>`
    select cooling_down_until::text as mark from webhooks
    where id = ${webhookId} and cooling_down_until > now()
  `.execute(scene.app.app.database.em.fork().getKysely());
  return rows[0]?.mark ?? null;
}

test('a probe that is given back before it was sent is followed by another one at once, not after its lease', async () => {
  const { app, customer, receiver } = scene;
  receiver.answer({ status: 503, headers: { 'retry-after': '3600' } }, 200);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt();
  const stranger = await createCustomer(app);
  const slow = await startReceiver();
  const held = holdAnswers();
  slow.answer(held.answer);
  await stranger.createWebhook(slow.url, { timeoutSeconds: 30 });
  await stranger.publish();
  await held.waitFor(1);

  const webhookId = decodeId(IdPrefix.webhook, id) ?? '';
  await endCoolDown(webhookId);
  await waitUntil('the probe waits in memory', async () => (await readMark(webhookId)) !== null);
  // Two thirds of its lease: it may not start any more.
  clock.advance(200_000);
  held.release(200);
  await stranger.waitForLog(1);
  await slow.stop();

  const [delivery] = await customer.waitForLog(1);
  const attempts = [{ responseStatus: 503 }, { responseStatus: 200 }];
  expect(delivery).toMatchObject({ status: 'SUCCEEDED', attemptCount: 2, attempts });
  expect(receiver.requests).toHaveLength(2);
});
