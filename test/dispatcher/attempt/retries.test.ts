import { expect, test } from '@jest/globals';
import { createFakeClock } from '../../kit/fake-clock.ts';
import { GetWebhook, RegenerateSecret, UpdateWebhook } from '../../kit/documents.ts';
import { holdAnswers } from '../../kit/hold-answers.ts';
import { startReceiver, verify } from '../../kit/receiver.ts';
import { setUpNode } from '../../kit/node-fixture.ts';

const clock = createFakeClock();
const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0,1,1' }, options: { clock } });

test('a delivery that fails twice is sent a third time, and the log has each attempt', async () => {
  const { customer, receiver } = fixture;
  receiver.answer(500, { status: 503, body: 'busy' }, 200);
  const { secret } = await customer.createWebhook(receiver.url);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  expect(delivery).toMatchObject({
    status: 'SUCCEEDED',
    attemptCount: 3,
    nextAttemptAt: null,
    attempts: [
      { number: 1, responseStatus: 500, errorCode: 'HTTP_SERVER_ERROR' },
      { number: 2, responseStatus: 503, errorCode: 'HTTP_SERVER_ERROR', responseBody: 'busy' },
      { number: 3, responseStatus: 200, errorCode: null },
    ],
  });
  const { requests } = receiver;
  expect(requests.map(({ headers }) => headers['x-stockaj-attempt'])).toEqual(['1', '2', '3']);
  expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
  for (const request of requests) verify(secret, request);
});

test('a delivery whose last attempt fails ends as FAILED, with all attempts in the log', async () => {
  const { customer, receiver } = fixture;
  receiver.answer(500);
  await customer.createWebhook(receiver.url);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  expect(delivery).toMatchObject({
    status: 'FAILED',
    statusReason: 'ATTEMPTS_EXHAUSTED',
    attemptCount: 3,
    nextAttemptAt: null,
    attempts: [{ number: 1 }, { number: 2 }, { number: 3 }],
  });
  expect(delivery?.completedAt).not.toBeNull();
  expect(receiver.requests).toHaveLength(3);
});

test('a redirect is a failed attempt and is not followed', async () => {
  const { customer, receiver } = fixture;
  const elsewhere = await startReceiver();
  receiver.answer({ status: 302, headers: { location: elsewhere.url } }, 200);
  await customer.createWebhook(receiver.url);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  expect(delivery?.attempts).toMatchObject([
    { responseStatus: 302, errorCode: 'HTTP_REDIRECT' },
    { responseStatus: 200 },
  ]);
  expect(elsewhere.requests).toEqual([]);
  await elsewhere.stop();
});

test('a retry waits for a Retry-After that is later than the schedule', async () => {
  const { customer, receiver } = fixture;
  receiver.answer({ status: 429, headers: { 'retry-after': '600' } });
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await receiver.waitFor(1);
  const [delivery] = await customer.waitForAttempt({ webhookIds: [id] });
  const waitMs =
    Date.parse(delivery!.nextAttemptAt ?? '') - Date.parse(delivery!.attempts[0]!.startedAt);
  expect(delivery?.status).toBe('PENDING');
  expect(waitMs).toBeGreaterThanOrEqual(599_000);
});

test('a retry uses the current URL and the current secret', async () => {
  const { app, customer, receiver } = fixture;
  const moved = await startReceiver();
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { id, secret } = await customer.createWebhook(receiver.url);
  await customer.publish();
  await held.waitFor(1);
  await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, url: moved.url } });
  const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, {
    input: { webhookId: id },
  });
  held.release(500);
  const [delivery] = await customer.waitForLog(1);
  expect(delivery?.attempts).toMatchObject([
    { number: 1, url: receiver.url, responseStatus: 500 },
    { number: 2, url: moved.url, responseStatus: 200 },
  ]);
  const [request] = moved.requests;
  verify(regenerateSecret.secret!, request!);
  expect(() => verify(secret, request!)).toThrow('No matching signature');
  await moved.stop();
});

test('410 ends the delivery and disables the webhook; waiting deliveries end without a request', async () => {
  const { app, customer, receiver } = fixture;
  const held = holdAnswers();
  receiver.answer(held.answer);
  const { id } = await customer.createWebhook(receiver.url);
  await customer.publish(30);
  await held.waitFor(10);
  receiver.answer(200);
  held.release(410);
  const log = await customer.waitForLog(30);
  const { webhook } = await app.ask(customer.token, GetWebhook, { id });
  expect(webhook).toMatchObject({ status: 'DISABLED', statusReason: 'RECEIVER_GONE' });
  const gone = log.filter(({ statusReason }) => statusReason === 'RECEIVER_GONE');
  expect(gone).toHaveLength(10);
  const ended = log.filter(({ statusReason }) => statusReason === 'WEBHOOK_DISABLED');
  expect(ended.every(({ attempts }) => attempts.length === 0)).toBe(true);
  // Deliveries that started within a second may still use the old state, so they are sent.
  expect(receiver.requests).toHaveLength(30 - ended.length);
  await customer.publish();
  expect(await customer.log()).toHaveLength(30);
});
