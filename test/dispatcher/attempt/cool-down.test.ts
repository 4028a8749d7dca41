import { expect, test } from '@jest/globals';
import { SendTest, UpdateWebhook } from '../../kit/documents.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { startReceiver } from '../../kit/receiver.ts';
import { setUpNode } from '../../kit/node-fixture.ts';

/** One request in flight for each webhook, so that deliveries wait in memory; the schedule adds no delay. */
const fixture = setUpNode({ env: { DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,0,0,0' } });

const busy = (seconds: number) => ({
  status: 503,
  headers: { 'retry-after': String(seconds) },
});

test('Retry-After stops the whole webhook until the result of one probe', async () => {
  const { customer, receiver } = fixture;
  const probes = holdAnswers();
  receiver.answer(busy(1), probes.answer);
  await customer.createWebhook(receiver.url);
  await customer.publish(5);
  await receiver.waitFor(1);
  await fixture.letTurnsPass();
  await receiver.waitFor(2);
  await fixture.letTurnsPass();
  expect(receiver.requests).toHaveLength(2);
  // The first probe gets another Retry-After, so the whole webhook waits again; the second one succeeds.
  probes.release({ status: 429, headers: { 'retry-after': '1' } });
  await receiver.waitFor(3);
  await fixture.letTurnsPass();
  expect(receiver.requests).toHaveLength(3);
  receiver.answer(200);
  probes.release(200);
  const log = await customer.waitForLog(5);
  expect(log).toMatchObject(Array(5).fill({ status: 'SUCCEEDED' }));
  expect(receiver.requests).toHaveLength(7);
  expect(receiver.load.most).toBe(1);
});

test('events of a webhook in a cool-down wait for its probe', async () => {
  const { customer, receiver } = fixture;
  const probes = holdAnswers();
  receiver.answer(busy(2), probes.answer);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt({ webhookIds: [id] });
  await customer.publish(3);
  await receiver.waitFor(2);
  expect(receiver.requests).toHaveLength(2);
  receiver.answer(200);
  probes.release(200);
  expect(await customer.waitForLog(4)).toMatchObject(Array(4).fill({ status: 'SUCCEEDED' }));
});

test('a probe that fails without Retry-After ends the cool-down too', async () => {
  const { customer, receiver } = fixture;
  receiver.answer(busy(1), 500, 200);
  await customer.createWebhook(receiver.url);
  await customer.publish(3);
  expect(await customer.waitForLog(3)).toMatchObject(Array(3).fill({ status: 'SUCCEEDED' }));
  expect(receiver.requests).toHaveLength(5);
});

test('a new URL ends the cool-down', async () => {
  const { app, customer, receiver } = fixture;
  receiver.answer(busy(3_600));
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt({ webhookIds: [id] });
  const moved = await startReceiver();
  await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, url: moved.url } });
  await customer.publish();
  await moved.waitFor(1);
  await moved.stop();
});

test('a TEST is sent during a cool-down, and its Retry-After does not start one', async () => {
  const { app, customer, receiver } = fixture;
  receiver.answer(busy(3_600));
  const { id } = await customer.createWebhook(receiver.url);
  await app.ask(customer.token, SendTest, { input: { webhookId: id } });
  await customer.waitForLog(1);
  await customer.publish();
  await receiver.waitFor(2);
  await customer.waitForAttempt({ webhookIds: [id] });
  await app.ask(customer.token, SendTest, { input: { webhookId: id } });
  await receiver.waitFor(3);
});
