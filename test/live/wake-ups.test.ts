import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { PauseWebhook, DeleteWebhook } from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

/** The wake-up listener of another node. */
let listener: Client;
let heardCount = 0;

beforeEach(async () => {
  listener = new Client({ connectionString: fixture.app.databaseUrl });
  await listener.connect();
  listener.on('notification', () => (heardCount += 1));
  await listener.query('listen deliveries_changed');
});
afterEach(async () => listener.end());

async function hearOnceMore(what: string, since: number): Promise<void> {
  await waitUntil(what, () => heardCount > since);
}

test('all nodes are woken when deliveries are created and again when results are recorded', async () => {
  const { customer, receiver } = fixture;
  const held = Promise.withResolvers<ServerResponse>();
  receiver.answer((response) => held.resolve(response));
  await customer.createWebhook(receiver.url);
  let before = heardCount;
  await customer.publish();
  const response = await held.promise;
  await hearOnceMore('the publish is heard of', before);
  before = heardCount;
  response.end();
  await hearOnceMore('the result is heard of', before);
  expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
});

test('all nodes are woken when waiting deliveries are ended', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url);
  const input = { webhookId: id };
  await app.ask(customer.token, PauseWebhook, { input });
  let before = heardCount;
  await customer.publish();
  await hearOnceMore('the publish is heard of', before);
  before = heardCount;
  await app.ask(customer.token, DeleteWebhook, { input });
  await hearOnceMore('the end is heard of', before);
  expect(await customer.waitForLog(1)).toMatchObject([{ statusReason: 'WEBHOOK_DELETED' }]);
});
