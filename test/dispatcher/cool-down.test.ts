import { expect, test } from '@jest/globals';
import { SendTest, UpdateWebhook } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';

/** One place for each webhook, so that what waits does so in memory; the schedule alone would be quick. */
const scene = setScene({ env: { DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,0,0,0' } });

const busy = (seconds: number) => ({
  status: 503,
  headers: { 'retry-after': String(seconds) },
});

test('Retry-After holds back the whole webhook, and one probe decides how it goes on', async () => {
  const { customer, receiver } = scene;
  const probes = holdAnswers();
  receiver.answer(busy(1), probes.answer);
  await customer.createWebhook(receiver.url);
  await customer.publish(5);
  await receiver.waitFor(1);
  await scene.letTurnsPass();
  await receiver.waitFor(2);
  await scene.letTurnsPass();
  expect(receiver.requests).toHaveLength(2);
  // The first probe is asked to wait again, and so is the whole webhook; the second one succeeds.
  probes.release({ status: 429, headers: { 'retry-after': '1' } });
  await receiver.waitFor(3);
  await scene.letTurnsPass();
  expect(receiver.requests).toHaveLength(3);
  receiver.answer(200);
  probes.release(200);
  const log = await customer.waitForLog(5);
  expect(log).toMatchObject(Array(5).fill({ status: 'SUCCEEDED' }));
  expect(receiver.requests).toHaveLength(7);
  expect(receiver.load.most).toBe(1);
});

test('events of a webhook that cools down wait for its probe', async () => {
  const { customer, receiver } = scene;
  const probes = holdAnswers();
  receiver.answer(busy(2), probes.answer);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt({ webhookId: id });
  await customer.publish(3);
  await receiver.waitFor(2);
  expect(receiver.requests).toHaveLength(2);
  receiver.answer(200);
  probes.release(200);
  expect(await customer.waitForLog(4)).toMatchObject(Array(4).fill({ status: 'SUCCEEDED' }));
});

test('a probe that fails without Retry-After ends the cool-down as well', async () => {
  const { customer, receiver } = scene;
  receiver.answer(busy(1), 500, 200);
  await customer.createWebhook(receiver.url);
  await customer.publish(3);
  expect(await customer.waitForLog(3)).toMatchObject(Array(3).fill({ status: 'SUCCEEDED' }));
  expect(receiver.requests).toHaveLength(5);
});

test('a new URL ends the cool-down', async () => {
  const { app, customer, receiver } = scene;
  receiver.answer(busy(3_600));
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await customer.waitForAttempt({ webhookId: id });
  const moved = await startReceiver();
  await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, url: moved.url } });
  await customer.publish();
  await moved.waitFor(1);
  await moved.stop();
});

test('a TEST goes out while its webhook cools down, and its Retry-After cools nothing down', async () => {
  const { app, customer, receiver } = scene;
  receiver.answer(busy(3_600));
  const { id } = await customer.createWebhook(receiver.url);
  await app.ask(customer.token, SendTest, { input: { webhookId: id } });
  await customer.waitForLog(1);
  await customer.publish();
  await receiver.waitFor(2);
  await customer.waitForAttempt({ webhookId: id });
  await app.ask(customer.token, SendTest, { input: { webhookId: id } });
  await receiver.waitFor(3);
});
