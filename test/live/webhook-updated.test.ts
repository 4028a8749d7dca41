import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { DeleteWebhook, PauseWebhook, UpdateWebhook } from '../kit/documents.ts';
import { openLive, openWebhooks } from '../kit/live-client.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode();
let other: TestApp;

beforeAll(async () => {
  other = await fixture.startNode({ ROLES: 'api' });
});

type Messages = Awaited<ReturnType<typeof openWebhooks>>['messages'];

/** The last update of a webhook. */
function lastOf(messages: Messages, id: string) {
  return messages.findLast(({ webhook }) => webhook?.id === id)?.webhook;
}

describe('webhookUpdated', () => {
  test('starts without a webhook, then tells what is created, changed and deleted on any node', async () => {
    const { app, customer, receiver } = fixture;
    const live = await openWebhooks(other, customer.token);
    expect(live.messages).toEqual([{ isStart: true, gap: false, webhook: null, deletedId: null }]);
    const { id } = await customer.createWebhook(receiver.url);
    await live.waitFor('it is created', (messages) => lastOf(messages, id)?.status === 'ACTIVE');
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
    await live.waitFor('it is paused', (messages) => lastOf(messages, id)?.status === 'PAUSED');
    await app.ask(customer.token, UpdateWebhook, { input: { webhookId: id, name: 'changed' } });
    await live.waitFor('it is changed', (messages) => lastOf(messages, id)?.name === 'changed');
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId: id } });
    await live.waitFor('it is deleted', (messages) => messages.at(-1)?.deletedId === id);
    expect(live.messages.filter(({ deletedId }) => deletedId !== null)).toHaveLength(1);
    expect(live.messages.some(({ gap }) => gap)).toBe(false);
    await live.stop();
  });

  test('tells the health when a webhook begins to fail and when it recovers', async () => {
    const { app, customer, receiver } = fixture;
    const live = await openWebhooks(app, customer.token);
    const { id } = await customer.createWebhook(receiver.url);
    receiver.answer(500);
    await customer.publish();
    await live.waitFor(
      'it fails',
      (messages) => (lastOf(messages, id)?.health?.failingSince ?? null) !== null,
    );
    receiver.answer(200);
    await customer.publish();
    await live.waitFor(
      'it has recovered',
      (messages) => lastOf(messages, id)?.health?.failingSince === null,
    );
    await live.stop();
  });

  test('tells the counts of all deliveries in the end, and at most once a second', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    const live = await openWebhooks(app, customer.token);
    const all = await openLive(app, customer.token);
    const sinceMs = performance.now();
    for (let n = 0; n < 20; n += 1) {
      const toldCount = all.messages.length;
      await customer.publish(5);
      await all.waitFor('they are told', (messages) => messages.length >= toldCount + 5);
    }
    await live.waitFor(
      'all are counted',
      (messages) => lastOf(messages, id)?.deliveryCounts?.succeeded === 100,
    );
    const seconds = (performance.now() - sinceMs) / 1_000;
    // A slow machine has longer, and may tell more. One more is the message of its creation.
    expect(live.messages.length - 1).toBeLessThanOrEqual(seconds + 2);
    await Promise.all([live.stop(), all.stop()]);
  });

  test('of one webhook tells nothing of others, and nothing of another workspace', async () => {
    const { app, customer, receiver } = fixture;
    const stranger = await createCustomer(app);
    const mine = await customer.createWebhook(receiver.url);
    const second = await customer.createWebhook(receiver.url);
    const one = await openWebhooks(app, customer.token, { webhookId: mine.id });
    const all = await openWebhooks(app, customer.token);
    await stranger.createWebhook(receiver.url);
    const ids = [second.id, mine.id];
    for (const webhookId of ids) {
      await app.ask(customer.token, UpdateWebhook, { input: { webhookId, name: 'changed' } });
    }
    await all.waitFor('both are told', (messages) =>
      ids.every((id) => lastOf(messages, id)?.name === 'changed'),
    );
    await one.waitFor('mine is told', (messages) => lastOf(messages, mine.id) !== undefined);
    const idsOf = (messages: Messages) => messages.flatMap(({ webhook }) => webhook?.id ?? []);
    expect(new Set(idsOf(one.messages))).toEqual(new Set([mine.id]));
    expect(new Set(idsOf(all.messages))).toEqual(new Set(ids));
    await Promise.all([one.stop(), all.stop()]);
  });
});
