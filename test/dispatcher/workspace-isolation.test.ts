import { expect, test } from '@jest/globals';
import { createCustomer } from '../kit/customer.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Slots of the node: fewer than the webhooks of one workspace may use together. */
const concurrency = 16;
const webhookCount = 12;
/** Requests in flight of a workspace whose receivers hang: half of the slots, less the reserve for quick ones. */
const hangingMax = 6;

const env = { RETRY_SCHEDULE: '0,1,1', DELIVERY_CONCURRENCY: String(concurrency) };
const fixture = setUpNode({ env });

test('however many webhooks of a workspace hang, other workspaces keep half of the slots, also for retries', async () => {
  const { app, customer: hanging, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  for (let n = 1; n <= webhookCount; n += 1) {
    await hanging.createWebhook(receiver.url, { timeoutSeconds: 30 });
  }
  await hanging.publish(50);
  await waitUntil('the workspace has its share', () => receiver.load.now === hangingMax);

  const others = [await createCustomer(app), await createCustomer(app)];
  for (const other of others) {
    const healthy = await startReceiver();
    healthy.answer(...Array<number>(10).fill(500), 200);
    await other.createWebhook(healthy.url);
    await other.publish(50);
    const log = await other.waitForLog(50);
    expect(log).toMatchObject(Array(50).fill({ status: 'SUCCEEDED' }));
    expect(healthy.requests).toHaveLength(60);
    await healthy.stop();
  }
  await fixture.letTurnsPass();
  expect(receiver.load).toEqual({ now: hangingMax, most: hangingMax });

  receiver.answer(200);
  held.release(200);
  await receiver.waitFor(50 * webhookCount);
  const sent = new Set(receiver.requests.map(({ headers }) => headers['x-stockaj-delivery']));
  expect(sent.size).toBe(50 * webhookCount);
});

test('a webhook known to be quick gets its events at once beside any number of hanging ones', async () => {
  const { customer, receiver: hanging } = fixture;
  const healthy = await startReceiver();
  await customer.createWebhook(healthy.url, { events: ['renter.created'] });
  await customer.publish();
  await customer.waitForLog(1);
  const held = holdAnswers();
  hanging.answer(held.answer);
  for (let n = 1; n <= webhookCount * 2; n += 1) {
    await customer.createWebhook(hanging.url, { timeoutSeconds: 30, events: ['rent.created'] });
  }
  await customer.publish(5, 'rent.created');
  await waitUntil('they hang', () => hanging.load.now === hangingMax);
  await fixture.letTurnsPass(); // they have filled what they may hold in memory, too

  for (let n = 2; n <= 20; n += 1) {
    await customer.publish();
    await healthy.waitFor(n);
  }
  expect(hanging.load.now).toBe(hanging.requests.length); // none has ended
  hanging.answer(200);
  held.release(200);
  await hanging.waitFor(5 * webhookCount * 2);
  await healthy.stop();
});
