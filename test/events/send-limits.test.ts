import { beforeAll, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { ResendDelivery, SendTest } from '../kit/documents.ts';
import { setScene } from '../kit/scene.ts';

const env = { TEST_EVENTS_PER_HOUR: '8', RESENDS_PER_MINUTE: '3', RESENDS_PER_HOUR: '5' };
const scene = setScene({ env });
let other: TestApp;

beforeAll(async () => {
  other = await scene.startNode(env);
});

async function sendTest(webhookId: string, node = scene.app, token = scene.customer.token) {
  return (await node.ask(token, SendTest, { input: { webhookId } })).sendTest;
}

test('a webhook gets 5 test events a minute over all nodes, then RATE_LIMITED says how long to wait', async () => {
  const { app, customer, receiver } = scene;
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

test('the limit of one webhook leaves the others alone, until the workspace has used its hour', async () => {
  const { customer, receiver } = scene;
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

test('the limits of one workspace leave another alone', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  for (let n = 0; n < 6; n += 1) await sendTest(id);
  const stranger = await createCustomer(app);
  const theirs = await stranger.createWebhook(receiver.url);
  expect((await sendTest(theirs.id, app, stranger.token)).userErrors).toEqual([]);
});

/** One delivery of a webhook of its own, as it stands in the log. */
async function deliverTest(): Promise<string> {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  return (await sendTest(id)).delivery!.id;
}

test('a webhook gets so many resends a minute over all nodes, and a workspace so many an hour', async () => {
  const { app, customer } = scene;
  const resend = async (deliveryId: string, node: TestApp) =>
    (await node.ask(customer.token, ResendDelivery, { input: { deliveryId } })).resendDelivery;
  const [first, second] = [await deliverTest(), await deliverTest()];
  const answers = await Promise.all(
    [app, other, app, other, app].map((node) => resend(first, node)),
  );
  expect(answers.filter(({ delivery }) => delivery)).toHaveLength(3);
  const refused = answers.find(({ delivery }) => !delivery);
  expect(refused?.userErrors).toMatchObject([{ code: 'RATE_LIMITED' }]);
  expect(refused?.userErrors[0]?.retryAfterSeconds).toBeLessThanOrEqual(60);

  const others: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    others.push((await resend(second, app)).userErrors[0]?.code ?? 'sent');
  }
  expect(others).toEqual(['sent', 'sent', 'RATE_LIMITED']);
  expect(await customer.waitForLog(7)).toHaveLength(7);
});
