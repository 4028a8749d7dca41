import { beforeAll, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { SendTest } from '../kit/documents.ts';
import { setScene } from '../kit/scene.ts';

const env = { TEST_EVENTS_PER_HOUR: '8' };
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
  const [fault] = (await sendTest(ids[2]!)).userErrors;
  expect(fault?.code).toBe('RATE_LIMITED');
  expect(fault?.retryAfterSeconds).toBeGreaterThan(60);
  expect(fault?.retryAfterSeconds).toBeLessThanOrEqual(3_600);
});

test('the limits of one workspace leave another alone', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  for (let n = 0; n < 6; n += 1) await sendTest(id);
  const stranger = await createCustomer(app);
  const theirs = await stranger.createWebhook(receiver.url);
  expect((await sendTest(theirs.id, app, stranger.token)).userErrors).toEqual([]);
});
