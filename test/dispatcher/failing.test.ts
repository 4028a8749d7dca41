import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createFakeClock } from '../kit/fake-clock.ts';
import { EnableWebhook, GetWebhook } from '../kit/documents.ts';
import { setScene } from '../kit/scene.ts';
import type { FakeClock } from '../kit/fake-clock.ts';

const clock: FakeClock = createFakeClock();
const scene = setScene({ env: { RETRY_SCHEDULE: '0,0' }, options: { clock } });
const dayMs = 86_400_000;

/** Publishes an event whose second and last attempt ends so much later than the first. */
async function exhaust(laterMs: number): Promise<void> {
  const { customer, receiver } = scene;
  const last = Promise.withResolvers<ServerResponse>();
  receiver.answer(500, (response) => last.resolve(response));
  await customer.publish();
  const response = await last.promise;
  clock.travel(laterMs);
  response.writeHead(500).end();
  await customer.waitForLog(1);
}

async function readStatus(id: string) {
  const { webhook } = await scene.app.ask(scene.customer.token, GetWebhook, { id });
  return [webhook?.status, webhook?.statusReason];
}

test('a webhook is DISABLED as failing when attempts are exhausted after 5 days without a success', async () => {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  await exhaust(5 * dayMs);
  expect(await readStatus(id)).toEqual(['DISABLED', 'FAILING']);
});

test('less than 5 days of failing disable nothing', async () => {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  await exhaust(4 * dayMs);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('a success in between starts the 5 days anew', async () => {
  const { customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(4 * dayMs);
  receiver.answer(200);
  await customer.publish();
  await customer.waitForLog(2);
  await exhaust(4 * dayMs);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('enabling starts them anew as well', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(5 * dayMs);
  await app.ask(customer.token, EnableWebhook, { input: { webhookId: id } });
  await exhaust(4 * dayMs);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});
