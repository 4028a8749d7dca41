import { beforeEach, describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import { findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import { createCustomer, createDrafts } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { setUpNode, type NodeFixture } from '../kit/node-fixture.ts';

const fixture = setUpNode();

beforeEach(async () => {
  await fixture.customer.createWebhook(fixture.receiver.url);
});

const [draft] = createDrafts(1);
const { renter } = draft!.data as { renter: object };
const otherData = { renter: { ...renter, name: 'Somebody Else' } };

/** Publishes one event with a key. */
async function publish(
  idempotencyKey: string,
  data: unknown = draft!.data,
  occurredAt?: string,
  { app, customer }: Pick<NodeFixture, 'app' | 'customer'> = fixture,
) {
  const events = [
    { type: 'renter.created', data, idempotencyKey, ...(occurredAt && { occurredAt }) },
  ];
  return (await app.ask(customer.token, PublishEvents, { input: { events } })).publishEvents;
}

/** Ages the key by more than 24 hours. */
async function age(key: string): Promise<void> {
  await sql`
    update event_keys set created_at = created_at - interval '24 hours 1 second'
    where workspace_id = ${fixture.customer.workspaceId} and key = ${key}
  `.execute(fixture.app.app.database.em.fork().getKysely());
}

describe('an idempotency key', () => {
  test('that is repeated returns the first event, which is sent once', async () => {
    const first = await publish('order-1');
    expect(await publish('order-1')).toEqual(first);
    await publish('order-2');
    const log = await fixture.customer.waitForLog(2);
    expect(log).toHaveLength(2);
    expect(log.at(-1)?.event?.id).toBe(first.events?.[0]?.id);
  });

  test('that many calls use at the same time makes one event', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => publish('order-1')));
    const ids = answers.map(({ events }) => events?.[0]?.id);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
    expect(await fixture.customer.waitForLog(1)).toHaveLength(1);
  });

  test('that is repeated with different data or time is a CONFLICT, and nothing is published', async () => {
    await publish('order-1');
    const conflict = {
      events: null,
      userErrors: [{ code: 'CONFLICT', field: 'events.0.idempotencyKey' }],
    };
    expect(await publish('order-1', otherData)).toMatchObject(conflict);
    expect(await publish('order-1', draft!.data, '2025-01-15T10:30:00Z')).toMatchObject(conflict);
    expect(await fixture.customer.waitForLog(1)).toHaveLength(1);
  });

  test('that is repeated with the same data in another order returns the first event', async () => {
    const first = await publish('order-1');
    const reversed = { renter: Object.fromEntries(Object.entries(renter).reverse()) };
    expect(JSON.stringify(reversed)).not.toBe(JSON.stringify(draft!.data));
    expect(await publish('order-1', reversed)).toEqual(first);
    expect(await fixture.customer.waitForLog(1)).toHaveLength(1);
  });

  test.each(['3.0', '30e-1', '0.3E+1'])(
    'that is repeated with the number %s instead of 3 returns the first event',
    async (number) => {
      const { app, customer } = fixture;
      const { item } = findEventType('item.created').sample as { item: object };
      const data = { item: { ...item, quantityInStock: 3 } };
      const events = [{ type: 'item.created', data, idempotencyKey: 'order-1' }];
      const first = await app.ask(customer.token, PublishEvents, { input: { events } });
      const call = { query: print(PublishEvents), variables: { input: { events } } };
      const again = await fetch(app.app.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${customer.token}` },
        body: JSON.stringify(call).replace('"quantityInStock":3', `"quantityInStock":${number}`),
      });
      expect(await again.json()).toEqual({ data: first });
    },
  );

  test('that version 0.1 claimed stays valid for its 24 hours', async () => {
    const first = await publish('order-1');
    const formerText = JSON.stringify(['renter.created', draft!.data, null]);
    await sql`
      update event_keys set content_hash = sha256(convert_to(${formerText}, 'UTF8'))
      where workspace_id = ${fixture.customer.workspaceId}
    `.execute(fixture.app.app.database.em.fork().getKysely());
    expect(await publish('order-1')).toEqual(first);
    expect(await publish('order-1', otherData)).toMatchObject({
      userErrors: [{ code: 'CONFLICT' }],
    });
  });

  test('that two events of one call share is a CONFLICT on the second one', async () => {
    const event = { type: 'renter.created', data: draft!.data };
    const events = [
      { ...event, idempotencyKey: 'order-1' },
      event,
      { ...event, idempotencyKey: 'order-1' },
    ];
    const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, {
      input: { events },
    });
    expect(publishEvents).toMatchObject({
      events: null,
      userErrors: [{ code: 'CONFLICT', field: 'events.2.idempotencyKey' }],
    });
    expect(await fixture.customer.log()).toEqual([]);
  });

  test('may be known or new within one call, which returns its events in order', async () => {
    const known = (await publish('order-1')).events?.[0]?.id;
    const event = { type: 'renter.created', data: draft!.data };
    const events = [
      event,
      { ...event, idempotencyKey: 'order-2' },
      { ...event, idempotencyKey: 'order-1' },
    ];
    const { publishEvents } = await fixture.app.ask(fixture.customer.token, PublishEvents, {
      input: { events },
    });
    expect(publishEvents.events?.[2]?.id).toBe(known);
    expect(new Set(publishEvents.events?.map(({ id }) => id)).size).toBe(3);
    expect(await fixture.customer.waitForLog(3)).toHaveLength(3);
  });

  test('is free again after 24 hours', async () => {
    const first = await publish('order-1');
    await age('order-1');
    const second = await publish('order-1', otherData);
    expect(second.userErrors).toEqual([]);
    expect(second.events?.[0]?.id).not.toBe(first.events?.[0]?.id);
    expect(await publish('order-1', otherData)).toEqual(second);
    expect(await fixture.customer.waitForLog(2)).toHaveLength(2);
  });

  test('is free again when the transaction that used it is rolled back', async () => {
    const undone = fixture.app.app.database.em.fork().transactional(async (em) => {
      await fixture.app.app.publishEvents(em, fixture.customer.workspaceId, [
        { ...draft!, data: otherData, idempotencyKey: 'order-1' },
      ]);
      throw new Error('rolled back on purpose');
    });
    await expect(undone).rejects.toThrow('on purpose');
    expect((await publish('order-1')).userErrors).toEqual([]);
    expect(await fixture.customer.waitForLog(1)).toHaveLength(1);
  });

  test('does not affect the same key of another workspace', async () => {
    const first = await publish('order-1');
    const other = { app: fixture.app, customer: await createCustomer(fixture.app) };
    const second = await publish('order-1', otherData, undefined, other);
    expect(second.userErrors).toEqual([]);
    expect(second.events?.[0]?.id).not.toBe(first.events?.[0]?.id);
  });

  test.each([
    ['empty', ''],
    ['longer than 255 characters', 'k'.repeat(256)],
    ['text with a control character', 'a\u0000b'],
    ['not valid text', '\ud800'],
  ])('that is %s is refused with its field', async (_what, key) => {
    expect(await publish(key)).toMatchObject({
      events: null,
      userErrors: [{ code: 'INVALID_INPUT', field: 'events.0.idempotencyKey' }],
    });
  });
});
