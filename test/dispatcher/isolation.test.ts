import { expect, test } from '@jest/globals';
import { PauseWebhook, ResumeWebhook } from '../kit/documents.ts';
import { holdAnswers } from '../kit/hold-answers.ts';
import { startReceiver } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0,1,1', DELIVERY_PER_WEBHOOK: '10' } });

test('a webhook has as many requests in flight as it has slots, until all are sent', async () => {
  const { customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  await customer.createWebhook(receiver.url);
  await customer.publish(100);
  await waitUntil('the share is used up', () => receiver.load.now === 10);
  receiver.answer(200);
  held.release(200);
  const log = await customer.waitForLog(100);
  expect(
    log.every(({ status, attemptCount }) => status === 'SUCCEEDED' && attemptCount === 1),
  ).toBe(true);
  expect(receiver.load.most).toBe(10);
  expect(receiver.requests).toHaveLength(100);
});

test('a receiver that hangs does not delay the deliveries and retries of another', async () => {
  const { customer, receiver: healthy } = fixture;
  const hanging = await startReceiver();
  const held = holdAnswers();
  hanging.answer(500, held.answer);
  healthy.answer(500, 200);
  await customer.createWebhook(hanging.url, { timeoutSeconds: 30 });
  const { id } = await customer.createWebhook(healthy.url);
  // One delivery of each fails, so that both have a retry due while the hanging one is full.
  await customer.publish(1);
  await waitUntil('both have failed once', async () => {
    const log = await customer.log();
    return log.length === 2 && log.every(({ attemptCount }) => attemptCount === 1);
  });
  await customer.publish(100);
  const log = await customer.waitForLog(100, { webhookIds: [id] });
  await waitUntil('the retry has arrived too', () => healthy.requests.length === 102);
  expect(log.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  expect(hanging.load).toEqual({ now: 10, most: 10 });
  hanging.answer(200);
  held.release(200);
  await waitUntil('the other is served as well', () => hanging.requests.length >= 102);
  await hanging.stop();
});

test('deliveries waiting for a paused webhook do not block another, and all go out after a resume', async () => {
  const { app, customer, receiver: healthy } = fixture;
  const paused = await startReceiver();
  const { id: pausedId } = await customer.createWebhook(paused.url);
  const input = { webhookId: pausedId };
  await app.ask(customer.token, PauseWebhook, { input });
  for (let call = 0; call < 20; call += 1) await customer.publish(100);
  // The other webhook also needs later claims: each of its deliveries fails once.
  healthy.answer(...Array<number>(100).fill(500), 200);
  const { id } = await customer.createWebhook(healthy.url);
  await customer.publish(100);
  const log = await customer.waitForLog(100, { webhookIds: [id] });
  expect(log).toMatchObject(Array(100).fill({ status: 'SUCCEEDED', attemptCount: 2 }));
  expect(healthy.requests).toHaveLength(200);
  expect(paused.requests).toHaveLength(0);
  const dryRun = { input: { ...input, dryRun: true } };
  const { resumeWebhook } = await app.ask(customer.token, ResumeWebhook, dryRun);
  expect(resumeWebhook.waitingCount).toBe(2_100);
  const held = holdAnswers();
  paused.answer(held.answer);
  await app.ask(customer.token, ResumeWebhook, { input });
  await held.waitFor(10);
  paused.answer(200);
  held.release(200);
  await paused.waitFor(2_100);
  const sent = new Set(paused.requests.map(({ headers }) => headers['x-stockaj-delivery']));
  expect(sent.size).toBe(2_100);
  expect(paused.load.most).toBe(10);
  await paused.stop();
});
