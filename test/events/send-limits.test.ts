import { beforeAll, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { ResendDelivery, SendTest } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const env = { TEST_EVENTS_PER_HOUR: '8', RESENDS_PER_MINUTE: '3', RESENDS_PER_HOUR: '5' };
const fixture = setUpNode({ env });
let other: TestApp;

beforeAll(async () => {
  other = await fixture.startNode(env);
});

async function sendTest(webhookId: string, node = fixture.app, token = fixture.customer.token) {
  return (await node.ask(token, SendTest, { input: { webhookId } })).sendTest;
}

test('a webhook gets 5 test events per minute across all nodes, then RATE_LIMITED with the wait', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  const nodes = [app, other, app, other, app, other, app, other];
  const answers = await Promise.all(nodes.map((node) => sendTest(id, node)));
  const sent = answers.filter(({ delivery }) => delivery);
  expect(sent).toHaveLength(5);
  const [refused] = answers.filter(({ delivery }) => !delivery);
  expect(refused?.userErrors).toMatchObject([{ code: 'RATE_LIMITED' }]);
  const seconds = refused?.userErrors[0]?.retryAfterSeconds ?? 0;
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(await customer.waitForLog(5)).toHaveLength(5);
});

test('the limit of one webhook does not affect others, until the hourly limit of the workspace', async () => {
  const { customer, receiver } = fixture;
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await customer.createWebhook(receiver.url)).id);
  for (const id of ids.slice(0, 2)) {
    for (let n = 0; n < 4; n += 1) expect((await sendTest(id)).userErrors).toEqual([]);
  }
  const [error] = (await sendTest(ids[2]!)).userErrors;
  expect(error?.code).toBe('RATE_LIMITED');
  expect(error?.retryAfterSeconds).toBeGreaterThan(60);
  expect(error?.retryAfterSeconds).toBeLessThanOrEqual(3_600);
});

test('the limits of one workspace do not affect another', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  for (let n = 0; n < 6; n += 1) await sendTest(id);
  const stranger = await createCustomer(app);
  const theirs = await stranger.createWebhook(receiver.url);
  expect((await sendTest(theirs.id, app, stranger.token)).userErrors).toEqual([]);
});

test('resends are limited per webhook and minute and per workspace and hour, across all nodes', async () => {
  const { app, customer, receiver } = fixture;
  const resend = async (deliveryId: string, node: TestApp) =>
    (await node.ask(customer.token, ResendDelivery, { input: { deliveryId } })).resendDelivery;
  const webhooks = [
    await customer.createWebhook(receiver.url),
    await customer.createWebhook(receiver.url),
  ];
  await customer.publish(5);
  const log = await customer.waitForLog(10);
  const [firsts, seconds] = webhooks.map(({ id }) =>
    log.filter(({ webhook }) => webhook?.id === id),
  );
  const nodes = [app, other, app, other, app];
  const answers = await Promise.all(nodes.map((node, n) => resend(firsts![n]!.id, node)));
  expect(answers.filter(({ delivery }) => delivery)).toHaveLength(3);
  const refused = answers.find(({ delivery }) => !delivery);
  expect(refused?.userErrors).toMatchObject([{ code: 'RATE_LIMITED' }]);
  expect(refused?.userErrors[0]?.retryAfterSeconds).toBeLessThanOrEqual(60);

  const others: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    others.push((await resend(seconds![n]!.id, app)).userErrors[0]?.code ?? 'sent');
  }
  expect(others).toEqual(['sent', 'sent', 'RATE_LIMITED']);
  expect(await customer.waitForLog(15)).toHaveLength(15);
});
