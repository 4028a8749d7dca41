import { expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { sql } from '../../../src/db/index.ts';
import { EnableWebhook, GetWebhook } from '../../kit/documents.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { receiverHost } from '../../kit/receiver.ts';

const fixture = setUpNode({ env: { DELIVERY_CHAT_HOSTS: receiverHost, RETRY_SCHEDULE: '0,0' } });

/** Publishes an event whose second and last attempt ends the given number of days after the first. */
async function exhaust(days: number): Promise<void> {
  const { customer, receiver } = fixture;
  const last = Promise.withResolvers<ServerResponse>();
  receiver.answer(500, (response) => last.resolve(response));
  await customer.publish();
  const response = await last.promise;
  await moveFirstFailureBack(days);
  response.writeHead(500).end();
  await customer.waitForLog(1);
}

/** Only the database's clock counts, and it cannot be moved. */
async function moveFirstFailureBack(days: number): Promise<void> {
  await sql`
    update webhooks set failing_since = failing_since - make_interval(days => ${days}::int)
    where workspace_id = ${fixture.customer.workspaceId}
  `.execute(fixture.app.app.database.em.fork().getKysely());
}

async function readStatus(id: string) {
  const { webhook } = await fixture.app.ask(fixture.customer.token, GetWebhook, { id });
  return [webhook?.status, webhook?.statusReason];
}

test('a webhook is DISABLED as failing if attempts are exhausted after 5 days without a success', async () => {
  const { id } = await fixture.customer.createWebhook(fixture.receiver.url);
  await exhaust(5);
  expect(await readStatus(id)).toEqual(['DISABLED', 'FAILING']);
});

test('a chat webhook is DISABLED too if no message has been accepted for 5 days', async () => {
  const { customer, receiver } = fixture;
  receiver.answer(400);
  const { id } = await customer.createWebhook(receiver.url, { format: 'SLACK' });
  await customer.publish();
  await customer.waitForLog(1);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
  await moveFirstFailureBack(5);
  await customer.publish();
  await customer.waitForLog(2);
  expect(await readStatus(id)).toEqual(['DISABLED', 'FAILING']);
});

test('a webhook that fails for less than 5 days is not disabled', async () => {
  const { id } = await fixture.customer.createWebhook(fixture.receiver.url);
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('a success in between starts the 5 days again', async () => {
  const { customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(4);
  receiver.answer(200);
  await customer.publish();
  await customer.waitForLog(2);
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});

test('enabling a webhook starts the 5 days again', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  await exhaust(5);
  await app.ask(customer.token, EnableWebhook, { input: { webhookId: id } });
  await exhaust(4);
  expect(await readStatus(id)).toEqual(['ACTIVE', null]);
});
