import { describe, expect, test } from '@jest/globals';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createCustomer } from '../kit/customer.ts';
import { DeleteWebhook, GetWebhook, PauseWebhook, SendTest } from '../kit/documents.ts';
import { verify } from '../kit/receiver.ts';
import { setScene } from '../kit/scene.ts';

const scene = setScene({ env: { TEST_EVENTS_PER_MINUTE: '100' } });

async function sendTest(webhookId: string, eventType?: string, token = scene.customer.token) {
  const input = { webhookId, ...(eventType && { eventType }) };
  return (await scene.app.ask(token, SendTest, { input })).sendTest;
}

/** The webhook as if something had happened to it that takes days in life. */
async function setFact(id: string, fact: 'disabled_at' | 'cooling_down_until'): Promise<void> {
  await sql`
    update webhooks set ${sql.ref(fact)} = now() + interval '1 hour' where id = ${decodeId(IdPrefix.webhook, id)}
  `.execute(scene.app.app.database.em.fork().getKysely());
}

describe('sendTest', () => {
  test('sends the sample, signed, with "test":true as a fourth key', async () => {
    const { customer, receiver } = scene;
    const { id, secret } = await customer.createWebhook(receiver.url);
    const { delivery, userErrors } = await sendTest(id, 'item.low_stock');
    expect(userErrors).toEqual([]);
    const [request] = await receiver.waitFor(1);
    expect(verify(secret, request!)).toMatchObject({ event: 'item.low_stock', test: true });
    expect(Object.keys(JSON.parse(request!.body) as object)).toEqual([
      'event',
      'data',
      'timestamp',
      'test',
    ]);
    expect(JSON.parse(request!.body)).toMatchObject({
      data: findEventType('item.low_stock').sample,
    });
    expect(request!.headers['x-stockaj-delivery']).toBe(delivery?.id);
    expect(delivery?.requestPayload).toBe(request!.body);
    expect(await customer.waitForLog(1, { trigger: 'TEST' })).toMatchObject([
      { id: delivery?.id, status: 'SUCCEEDED', attemptCount: 1 },
    ]);
  });

  test('returns the delivery at once, while its receiver has not answered', async () => {
    const { customer, receiver } = scene;
    const held = Promise.withResolvers<() => void>();
    receiver.answer((response) => held.resolve(() => response.end()));
    const { id } = await customer.createWebhook(receiver.url);
    const { delivery } = await sendTest(id);
    expect(delivery).toMatchObject({ status: 'PENDING', trigger: 'TEST', attemptCount: 0 });
    (await held.promise)();
    await customer.waitForLog(1);
  });

  test('sends to that webhook alone, also what it has not asked for', async () => {
    const { customer, receiver } = scene;
    await customer.createWebhook(receiver.url);
    const { id } = await customer.createWebhook(receiver.url, { events: ['item.created'] });
    await sendTest(id, 'rent.deleted');
    const log = await customer.waitForLog(1);
    expect(log.map(({ webhook, event }) => [webhook?.id, event?.type])).toEqual([
      [id, 'rent.deleted'],
    ]);
  });

  test.each([
    [
      'the first event type that the webhook wants',
      ['item.updated', 'item.created'],
      'item.updated',
    ],
    ['rent.created when the webhook wants all', ['*'], 'rent.created'],
  ])('chooses %s when none is asked for', async (_what, events, expected) => {
    const { customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url, { events });
    await sendTest(id);
    const [request] = await receiver.waitFor(1);
    expect(request!.headers['x-stockaj-event']).toBe(expected);
  });

  test('reaches a paused webhook while its events wait', async () => {
    const { app, customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
    await customer.publish();
    await sendTest(id);
    expect(await customer.waitForLog(1, { trigger: 'TEST' })).toMatchObject([
      { status: 'SUCCEEDED' },
    ]);
    expect(await customer.log({ trigger: 'EVENT' })).toMatchObject([{ status: 'PENDING' }]);
    expect(receiver.requests).toHaveLength(1);
  });

  test.each(['disabled_at', 'cooling_down_until'] as const)(
    'reaches a webhook with %s',
    async (fact) => {
      const { customer, receiver } = scene;
      const { id } = await customer.createWebhook(receiver.url);
      await setFact(id, fact);
      await sendTest(id);
      expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
    },
  );

  test('makes one attempt and no more', async () => {
    const { customer, receiver } = scene;
    receiver.answer(500);
    const { id } = await customer.createWebhook(receiver.url);
    await sendTest(id);
    expect(await customer.waitForLog(1)).toMatchObject([
      {
        status: 'FAILED',
        statusReason: 'ATTEMPTS_EXHAUSTED',
        attempts: [{ number: 1, responseStatus: 500, errorCode: 'HTTP_SERVER_ERROR' }],
      },
    ]);
  });

  test('says nothing about the health of the webhook, also when it is answered 410', async () => {
    const { app, customer, receiver } = scene;
    receiver.answer(410);
    const { id } = await customer.createWebhook(receiver.url);
    await sendTest(id);
    expect(await customer.waitForLog(1)).toMatchObject([{ statusReason: 'RECEIVER_GONE' }]);
    const { webhook } = await app.ask(customer.token, GetWebhook, { id });
    expect(webhook?.status).toBe('ACTIVE');
  });

  test('ends as FAILED without a request when the webhook is deleted before it can be sent', async () => {
    const { app, customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url);
    // One that waits for a claim, as after a restart of the node, when nothing is known of the webhook.
    await sendTest(id);
    await customer.waitForLog(1);
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId: id } });
    const { rows } = await sql<{ id: string }>`
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, due_at)
      select new_id(), event_id, webhook_id, workspace_id, event_type, 'TEST', now() + interval '1100 ms' from deliveries
      where workspace_id = ${customer.workspaceId}
      returning id
    `.execute(app.app.database.em.fork().getKysely());
    expect(rows).toHaveLength(1);
    const [late] = await customer.waitForLog(2);
    expect(late).toMatchObject({ status: 'FAILED', statusReason: 'WEBHOOK_DELETED', attempts: [] });
    expect(receiver.requests).toHaveLength(1);
  });

  test('refuses an unknown event type, a foreign webhook and a plan without webhooks', async () => {
    const { app, customer, receiver } = scene;
    const { id } = await customer.createWebhook(receiver.url);
    expect((await sendTest(id, '*')).userErrors).toMatchObject([
      { code: 'UNKNOWN_EVENT_TYPE', field: 'eventType' },
    ]);
    const stranger = await createCustomer(app);
    expect((await sendTest(id, undefined, stranger.token)).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: 'webhookId' },
    ]);
    await app.createWorkspace(customer.workspaceId, 'FREE');
    expect((await sendTest(id)).userErrors).toMatchObject([{ code: 'PLAN_UPGRADE_REQUIRED' }]);
    expect(await customer.log()).toEqual([]);
  });
});
