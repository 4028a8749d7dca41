import { expect, test } from '@jest/globals';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { PublishEvents } from '../kit/documents.ts';
import { verify } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();

test('the samples of all 11 event types reach a webhook that subscribes to all', async () => {
  const { app, customer, receiver } = fixture;
  const { secret } = await customer.createWebhook(receiver.url);
  const events = listEventTypes().map(({ name, sample }) => ({ type: name, data: sample }));
  expect(events).toHaveLength(11);
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input: { events } });
  expect(publishEvents.userErrors).toEqual([]);
  expect(publishEvents.events?.map(({ type }) => type)).toEqual(events.map(({ type }) => type));
  const requests = await receiver.waitFor(11);
  const arrived = new Map(
    requests.map((request) => [request.headers['x-stockaj-event'], verify(secret, request)]),
  );
  for (const { type, data } of events) {
    expect(arrived.get(type)).toEqual({ event: type, data, timestamp: expect.any(String) });
  }
});

test('a webhook gets only the event types that it subscribes to', async () => {
  const { app, customer, receiver } = fixture;
  const { id } = await customer.createWebhook(receiver.url, {
    events: ['rent.created', 'item.low_stock'],
  });
  const events = listEventTypes().map(({ name, sample }) => ({ type: name, data: sample }));
  await app.ask(customer.token, PublishEvents, { input: { events } });
  const log = await customer.waitForLog(2);
  expect(log.map(({ event, webhook }) => [event?.type, webhook?.id]).toSorted()).toEqual([
    ['item.low_stock', id],
    ['rent.created', id],
  ]);
});
