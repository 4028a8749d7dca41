import { describe, expect, test } from '@jest/globals';
import { changeAll } from '../kit/change-all.ts';
import { createCustomer, createLargeDrafts } from '../kit/customer.ts';
import { EraseEvent } from '../kit/documents.ts';
import type { DeliveryFilter } from '../kit/graphql/graphql.ts';
import { graphql } from '../kit/graphql/index.ts';
import { openLive } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode({ env: { RETRY_SCHEDULE: '0,0,0' } });

const OlderDeliveries = graphql(`
  query OlderDeliveries($after: String!) {
    deliveries(first: 100, after: $after) {
      nodes {
        id
      }
    }
  }
`);

describe('a filtered stream', () => {
  test('of failed deliveries is told only of these', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token, { filter: { statuses: ['FAILED'] } });
    await customer.publish(3);
    await customer.waitForLog(3);
    receiver.answer(500);
    await customer.publish();
    const [failed] = await customer.waitForLog(4);
    await live.waitFor('the failure is told', (messages) => messages.length > 1);
    expect(live.messages.slice(1)).toMatchObject([
      { isMatch: true, delivery: { id: failed!.id, status: 'FAILED', attemptCount: 3 } },
    ]);
    await live.stop();
  });

  test('is told of a delivery once more when it does not match any more', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const live = await openLive(app, customer.token, { filter: { statuses: ['PENDING'] } });
    receiver.answer((response) => {
      response.statusCode = receiver.requests.length === 1 ? 500 : 200;
      response.end();
    });
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    await live.waitFor('it has left', (messages) => messages.some(({ isMatch }) => !isMatch));
    const last = live.messages.at(-1);
    expect(last).toMatchObject({
      isMatch: false,
      delivery: { id: delivery!.id, status: 'SUCCEEDED' },
      edge: { node: { id: delivery!.id } },
    });
    expect(live.messages.slice(1, -1).every(({ isMatch }) => isMatch)).toBe(true);
    await live.stop();
  });

  test('finds a text in the payload, in upper or lower case and without special characters', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const texts = ['RENTER.created', '%', 'rent.created'];
    const [found, percent, other] = await Promise.all(
      texts.map(async (text) => openLive(app, customer.token, { filter: { text } })),
    );
    await customer.publish(2, 'renter.created');
    await customer.publish(1, 'rent.created');
    const log = await customer.waitForLog(3);
    await other!.waitFor('the rent is told', () =>
      other!.statusesOf(log[0]!.id).includes('SUCCEEDED'),
    );
    await found!.waitFor('the renters are told', () =>
      log.slice(1).every(({ id }) => found!.statusesOf(id).includes('SUCCEEDED')),
    );
    expect(found!.statusesOf(log[0]!.id)).toEqual([]);
    expect(other!.statusesOf(log[1]!.id)).toEqual([]);
    expect(percent!.messages).toHaveLength(1);
    await Promise.all([found, percent, other].map(async (live) => live!.stop()));
  });

  test('by a text is told once more of each delivery of an erased event', async () => {
    const { app, customer, receiver } = fixture;
    const sending = await customer.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url, { isPaused: true });
    const live = await openLive(app, customer.token, { filter: { text: 'renter.created' } });
    const [eventId] = await customer.publish();
    await customer.waitForLog(1, { webhookIds: [sending.id] });
    const ids = (await customer.log()).map(({ id }) => id);
    await live.waitFor('both are told', () => ids.every((id) => live.statusesOf(id).length > 0));
    const { cursor: after } = live.messages.at(-1)!;
    await app.ask(customer.token, EraseEvent, { input: { eventId: eventId! } });
    const continued = await openLive(app, customer.token, { filter: { text: 'renter' }, after });
    for (const stream of [live, continued]) {
      const left = () => stream.messages.filter(({ isMatch }) => !isMatch);
      const lastOf = (id: string) => left().findLast(({ delivery }) => delivery?.id === id);
      await stream.waitFor('both have left', () => ids.every((id) => lastOf(id) !== undefined));
      expect(ids.map((id) => lastOf(id)!.delivery!.status).sort()).toEqual(['FAILED', 'SUCCEEDED']);
      await stream.stop();
    }
  });

  test('by a text gets a gap when there is too much to search, and others get every update', async () => {
    const { app, customer, receiver } = fixture;
    await customer.createWebhook(receiver.url);
    const em = app.app.database.em.fork();
    for (let n = 0; n < 7; n += 1) {
      await app.app.publishEvents(em, customer.workspaceId, createLargeDrafts(60));
    }
    await waitUntil('all are sent', () => receiver.requests.length === 420);
    await customer.waitForLog(100);
    const found = await openLive(app, customer.token, { filter: { text: 'rent' } });
    const all = await openLive(app, customer.token);
    await changeAll(app.app.database, [customer.workspaceId]); // more than 4 MiB of payloads
    await found.waitFor('the gap is told', (messages) => messages.some(({ gap }) => gap));
    await all.waitFor('all are told', (messages) => messages.length > 420);
    expect(all.messages.some(({ gap }) => gap)).toBe(false);
    await Promise.all([found.stop(), all.stop()]);
  });

  test('continues with its filter, also for a read of which it had got a part', async () => {
    const { app, customer, receiver } = fixture;
    const mine = await customer.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url);
    const filter = { webhookIds: [mine.id], statuses: ['SUCCEEDED' as const] };
    const live = await openLive(app, customer.token, { filter });
    await customer.publish(10);
    const ids = (await customer.waitForLog(20))
      .filter(({ webhook }) => webhook?.id === mine.id)
      .map(({ id }) => id);
    await live.waitFor('mine are told', (messages) => messages.length === 11);
    await live.stop();
    for (const place of [0, 1, 5, 9]) {
      const { cursor: after } = live.messages[place]!;
      const next = await openLive(app, customer.token, { filter, after });
      await next.waitFor('the rest is told', (messages) => messages.length === 11 - place);
      const told = [...live.messages.slice(1, place + 1), ...next.messages.slice(1)];
      expect(told.map(({ delivery }) => delivery!.id).sort()).toEqual([...ids].sort());
      await next.stop();
    }
  });

  test('by a webhook or an event of another workspace is told nothing', async () => {
    const { app, customer, receiver } = fixture;
    const stranger = await createCustomer(app);
    const webhook = await stranger.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url);
    const [eventId] = await stranger.publish();
    await stranger.waitForLog(1);
    const filters = [{ webhookIds: [webhook.id] }, { eventId: eventId! }, { webhookIds: ['x'] }];
    const streams = await Promise.all(
      filters.map(async (filter) => openLive(app, customer.token, { filter })),
    );
    const all = await openLive(app, customer.token);
    await stranger.publish();
    await stranger.waitForLog(2);
    await customer.publish();
    const [own] = await customer.waitForLog(1);
    await all.waitFor('the own one is told', () => all.statusesOf(own!.id).includes('SUCCEEDED'));
    for (const live of streams) expect(live.messages).toHaveLength(1);
    await Promise.all([all, ...streams].map(async (live) => live.stop()));
  });

  test.each<[string, string, DeliveryFilter]>([
    ['of an empty list', 'INVALID_INPUT', { statuses: [] }],
    ['of an unknown event type', 'UNKNOWN_EVENT_TYPE', { eventTypes: ['x'] }],
    ['of a text of 10,000 characters', 'INVALID_INPUT', { text: 'a'.repeat(10_000) }],
    ['of a text with NUL', 'INVALID_INPUT', { text: '\0' }],
    ['of a contradiction', 'INVALID_INPUT', { statuses: ['SUCCEEDED'], responseStatus: 503 }],
  ])('%s is refused with %s', async (_, code, filter) => {
    const { app, customer } = fixture;
    const live = await openLive(app, customer.token, { filter });
    expect(live.error()).toMatchObject([{ extensions: { code } }]);
    await live.stop();
  });
});

test('a filter that excludes the webhook of the stream is refused', async () => {
  const { app, customer, receiver } = fixture;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  const { id: other } = await customer.createWebhook(receiver.url);
  for (const webhookIds of [[other], ['x']]) {
    const live = await openLive(app, customer.token, { webhookId, filter: { webhookIds } });
    expect(live.error()).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
    await live.stop();
  }
});

test('the edge of an update has the cursor of the delivery in the list', async () => {
  const { app, customer, receiver } = fixture;
  await customer.createWebhook(receiver.url);
  const live = await openLive(app, customer.token);
  await customer.publish(5);
  const ids = (await customer.waitForLog(5)).map(({ id }) => id);
  await live.waitFor('all are told', () => ids.every((id) => live.statusesOf(id).length > 0));
  const edges = live.messages.flatMap(({ edge }) => edge ?? []);
  const edge = edges.find(({ node }) => node.id === ids[2])!;
  const { deliveries } = await app.ask(customer.token, OlderDeliveries, { after: edge.cursor });
  expect(deliveries.nodes.map(({ id }) => id)).toEqual(ids.slice(3));
  await live.stop();
});
