import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { sql } from '../../src/db/index.ts';
import { EnableWebhook, GetWebhook } from '../kit/documents.ts';
import { setScene } from '../kit/scene.ts';

const scene = setScene({ env: { RETRY_SCHEDULE: '0,0' } });

/** Publishes an event whose second and last attempt ends so many days later than the first. */
async function exhaust(days: number): Promise<void> {
  const { customer, receiver } = scene;
  const last = Promise.withResolvers<ServerResponse>();
  receiver.answer(500, (response) => last.resolve(response));
  await customer.publish();
  const response = await last.promise;
  // Only the database's clock counts, and it cannot be put forward: the first attempt is put back.
  await sql`
    update webhooks set failing_since = failing_since - make_interval(days => ${days}::int)
    where workspace_id = ${customer.workspaceId}
  `.execute(scene.app.app.database.em.fork().getKysely());
  response.writeHead(500).end();
  await customer.waitForLog(1);
}

async function readStatus(id: string) {
  const { webhook } = await scene.app.ask(scene.customer.token, GetWebhook, { id });
  return [webhook?.status, webhook?.statusReason];
}

test('a webhook is DISABLED as failing when attempts are exhausted after 5 days without a success', async () => {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  await exhaust(5);
  expect(await readStatus(id)).toEqual(['DISABLED', 'FAILING']);
});

test('less than 5 days of failing disable nothing', async () => {
  const { id } = await scene.customer.createWebhook(scene.receiver.url);
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('a success in between starts the 5 days anew', async () => {
  const { customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(4);
  receiver.answer(200);
  await customer.publish();
  await customer.waitForLog(2);
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('enabling starts them anew as well', async () => {
  const { app, customer, receiver } = scene;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(5);
  await app.ask(customer.token, EnableWebhook, { input: { webhookId: id } });
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});
