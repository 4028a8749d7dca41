import type { ServerResponse } from 'node:http';
import { expect, test } from '@jest/globals';
import { PauseWebhook, ResumeWebhook, UpdateWebhook } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import { chatEnv, keepMessages, nameOf, numbersFrom, publishNamed } from './pace-fixture.ts';

/** One request in flight, so that a digest waits in memory behind the messages before it. */
const fixture = setUpNode({
  env: { ...chatEnv, DELIVERY_PER_WEBHOOK: '1', RETRY_SCHEDULE: '0,0,0' },
});

/** Publishes ten events; the request of the first is not answered until `letThrough`, so the others wait in memory. */
async function publishBehindFirst(format: 'JSON' | 'SLACK') {
  const { app, customer, receiver } = fixture;
  const held: ServerResponse[] = [];
  const { messages, answer } = keepMessages((_, place) =>
    place === 0 ? (response) => held.push(response) : 200,
  );
  receiver.answer(answer);
  const { id } = await customer.createWebhook(receiver.url, { format });
  await publishNamed(app, customer, numbersFrom(0, 10));
  await waitUntil('the first request arrived', () => held.length === 1);
  /** Answers the first request when settings of before this call are not used any more: they are cached for a second. */
  async function letThrough(): Promise<void> {
    const changedMs = Date.now();
    await waitUntil('older settings are not used', () => Date.now() - changedMs > 1_100);
    held[0]!.writeHead(200).end();
  }
  return { id, messages, letThrough };
}

test('a digest that waits while its service wants no messages is released without an attempt', async () => {
  const { app, customer, receiver } = fixture;
  const busy = { status: 429, headers: { 'retry-after': '1' } };
  const { messages, answer } = keepMessages((_, place) => (place === 0 ? busy : 200));
  receiver.answer(answer);
  await customer.createWebhook(receiver.url, { format: 'SLACK' });
  await publishNamed(app, customer, numbersFrom(0, 10));

  const log = await customer.waitForLog(10);
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED' }));
  expect(log.map(({ attemptCount }) => attemptCount).toSorted()).toEqual([
    ...Array<number>(9).fill(1),
    2,
  ]);
  expect(messages.length).toBeLessThanOrEqual(5);
});

test('a digest whose webhook is paused before its request is sent after the pause', async () => {
  const { app, customer } = fixture;
  const { id, messages, letThrough } = await publishBehindFirst('SLACK');
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
  await letThrough();
  await customer.waitForAttempt();
  expect(messages).toHaveLength(1);
  await app.ask(customer.token, ResumeWebhook, { input: { webhookId: id } });

  const log = await customer.waitForLog(10);
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
});

test('a digest whose webhook takes JSON before its request is sent as one request for each event', async () => {
  const { app, customer, receiver } = fixture;
  const { id, messages, letThrough } = await publishBehindFirst('SLACK');
  const input = { webhookId: id, format: 'JSON' as const, url: receiver.url };
  await app.ask(customer.token, UpdateWebhook, { input });
  await letThrough();

  const log = await customer.waitForLog(10);
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  const bodies = messages.map(({ body }) => body);
  const arrived = (n: number) => bodies.filter((body) => body.includes(nameOf(n))).length;
  expect(numbersFrom(0, 10).map(arrived)).toEqual(Array(10).fill(1));
});

test('deliveries that wait when their webhook becomes one of a chat service keep its pace', async () => {
  const { app, customer } = fixture;
  const { id, messages, letThrough } = await publishBehindFirst('JSON');
  await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, format: 'SLACK' } });
  await letThrough();

  const log = await customer.waitForLog(10);
  expect(log).toMatchObject(Array(10).fill({ status: 'SUCCEEDED', attemptCount: 1 }));
  expect(messages.length).toBeLessThanOrEqual(4); // the request, and a burst of three
});
