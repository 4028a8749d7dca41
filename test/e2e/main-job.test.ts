import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { CreateWebhook, PublishEvents } from '../kit/documents.ts';
import { startReceiver, verify, type Receiver } from '../kit/receiver.ts';

let app: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  [app, receiver] = await Promise.all([startTestApp(), startReceiver()]);
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

const renter = {
  id: 'rtr_01jh7qxnh0edpvxvt27nppd43k',
  name: 'Ada',
  email: null,
  phone: null,
  version: 1,
  createdAt: '2025-01-15T10:30:00Z',
  updatedAt: '2025-01-15T10:30:00Z',
};

test('a published event reaches the webhook of its workspace, signed', async () => {
  const token = await app.createWorkspace('acme', 'PROFESSIONAL');
  const { createWebhook } = await app.ask(token, CreateWebhook, {
    input: { name: 'hook', url: receiver.url, events: ['*'] },
  });
  expect(createWebhook.userErrors).toEqual([]);
  const { publishEvents } = await app.ask(token, PublishEvents, {
    input: { events: [{ type: 'renter.created', data: { renter } }] },
  });
  expect(publishEvents.userErrors).toEqual([]);
  const [request] = await receiver.waitFor(1);
  expect(request?.headers['webhook-id']).toBe(publishEvents.events?.[0]?.id);
  expect(verify(createWebhook.secret ?? '', request!)).toMatchObject({
    event: 'renter.created',
    data: { renter },
  });
});
