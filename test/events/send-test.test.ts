import { describe, expect, test } from '@jest/globals';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { createCustomer } from '../kit/customer.ts';
import { DeleteWebhook, GetWebhook, PauseWebhook, SendTest } from '../kit/documents.ts';
import { verify } from '../kit/receiver.ts';
import { setUpNode } from '../kit/node-fixture.ts';

const fixture = setUpNode({ env: { TEST_EVENTS_PER_MINUTE: '100' } });

async function sendTest(webhookId: string, eventType?: string, token = fixture.customer.token) {
  const input = { webhookId, ...(eventType && { eventType }) };
  return (await fixture.app.ask(token, SendTest, { input })).sendTest;
}

/** Sets a state of the webhook directly, since it takes days to reach. */
async function setFact(id: string, fact: 'disabled_at' | 'cooling_down_until'): Promise<void> {
  await sql`
    update webhooks set ${sql.ref(fact)} = now() + interval '1 hour' where id = ${decodeId(IdPrefix.webhook, id)}
  `.execute(fixture.app.app.database.em.fork().getKysely());
}

describe('sendTest', () => {
  test('sends the sample, signed, with "test":true as a fourth key', async () => {
    const { customer, receiver } = fixture;
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
    expect(await customer.waitForLog(1, { triggers: ['TEST'] })).toMatchObject([
      { id: delivery?.id, status: 'SUCCEEDED', attemptCount: 1 },
    ]);
  });

  test('returns the delivery at once, before its receiver has responded', async () => {
    const { customer, receiver } = fixture;
    const held = Promise.withResolvers<() => void>();
    receiver.answer((response) => held.resolve(() => response.end()));
    const { id } = await customer.createWebhook(receiver.url);
    const { delivery } = await sendTest(id);
    expect(delivery).toMatchObject({ status: 'PENDING', trigger: 'TEST', attemptCount: 0 });
    (await held.promise)();
    await customer.waitForLog(1);
  });

  test('sends only to that webhook, even a type that it does not subscribe to', async () => {
    const { customer, receiver } = fixture;
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
      'the first event type that the webhook subscribes to',
      ['item.updated', 'item.created'],
      'item.updated',
    ],
    ['the first event type of its family', ['item.*', 'rent.created'], 'item.created'],
    ['rent.created for a webhook that subscribes to all', ['*'], 'rent.created'],
  ])('chooses %s if none is given', async (_what, events, expected) => {
    const { customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url, { events });
    await sendTest(id);
    const [request] = await receiver.waitFor(1);
    expect(request!.headers['x-stockaj-event']).toBe(expected);
  });

  test('reaches a paused webhook while its events wait', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId: id } });
    await customer.publish();
    await sendTest(id);
    expect(await customer.waitForLog(1, { triggers: ['TEST'] })).toMatchObject([
      { status: 'SUCCEEDED' },
    ]);
    expect(await customer.log({ triggers: ['EVENT'] })).toMatchObject([{ status: 'PENDING' }]);
    expect(receiver.requests).toHaveLength(1);
  });

  test.each(['disabled_at', 'cooling_down_until'] as const)(
    'reaches a webhook with %s',
    async (fact) => {
      const { customer, receiver } = fixture;
      const { id } = await customer.createWebhook(receiver.url);
      await setFact(id, fact);
      await sendTest(id);
      expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
    },
  );

  test('makes one attempt and no more', async () => {
    const { customer, receiver } = fixture;
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

  test('does not change the health of the webhook, even after a 410', async () => {
    const { app, customer, receiver } = fixture;
    receiver.answer(410);
    const { id } = await customer.createWebhook(receiver.url);
    await sendTest(id);
    expect(await customer.waitForLog(1)).toMatchObject([{ statusReason: 'RECEIVER_GONE' }]);
    const { webhook } = await app.ask(customer.token, GetWebhook, { id });
    expect(webhook?.status).toBe('ACTIVE');
  });

  test('ends as FAILED without a request if the webhook is deleted before it is sent', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    // Due later, when the dispatcher no longer has the webhook in its cache.
    await sendTest(id);
    await customer.waitForLog(1);
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId: id } });
    const { rows } = await sql<{ id: string }>`
      with made as (
        insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
        select new_id(), event_id, webhook_id, workspace_id, event_type, 'TEST' from deliveries
        where workspace_id = ${customer.workspaceId}
        returning id, event_id, webhook_id, workspace_id, trigger
      )
      insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at)
      select *, 2, now() + interval '1100 ms' from made
      returning delivery_id as id
    `.execute(app.app.database.em.fork().getKysely());
    expect(rows).toHaveLength(1);
    const [late] = await customer.waitForLog(2);
    expect(late).toMatchObject({ status: 'FAILED', statusReason: 'WEBHOOK_DELETED', attempts: [] });
    expect(receiver.requests).toHaveLength(1);
  });

  test("refuses an unknown event type, another workspace's webhook and a plan without webhooks", async () => {
    const { app, customer, receiver } = fixture;
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
