import { describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import { createCustomer } from '../kit/customer.ts';
import {
  DeleteWebhook,
  GetDelivery,
  GetWebhook,
  ListDeliveries,
  ListWebhookDeliveries,
} from '../kit/documents.ts';
import { setUpNode } from '../kit/node-fixture.ts';
import { waitUntil } from '../kit/wait-until.ts';

const fixture = setUpNode();

describe('the log', () => {
  test('shows the exact request and response', async () => {
    const { customer, receiver } = fixture;
    receiver.answer({
      status: 201,
      headers: { 'x-trace': 'abc', 'set-cookie': 'session=secret', 'content-type': 'text/plain' },
      body: 'thank you \u{1f98a}\u0000!',
    });
    const { id, secret } = await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    const [request] = receiver.requests;
    expect(delivery).toMatchObject({
      eventType: 'renter.created',
      webhookId: id,
      trigger: 'EVENT',
      status: 'SUCCEEDED',
      statusReason: null,
      attemptCount: 1,
      maxAttempts: 10,
      errorCode: null,
      errorMessage: null,
      updatedAt: delivery!.completedAt,
      nextAttemptAt: null,
      requestPayload: request!.body,
      responseStatus: 201,
      responseTimeMs: expect.any(Number),
      webhook: { id },
    });
    const [attempt] = delivery!.attempts;
    expect(attempt).toMatchObject({
      number: 1,
      url: receiver.url,
      durationMs: delivery!.responseTimeMs,
      responseStatus: 201,
      responseBody: 'thank you \u{1f98a}\ufffd!',
      responseBodyError: null,
      errorCode: null,
      errorMessage: null,
    });
    expect(attempt!.requestHeaders).toEqual(delivery!.requestHeaders);
    expect(request!.headers).toMatchObject(attempt!.requestHeaders as object);
    expect(attempt!.responseHeaders).toMatchObject({ 'x-trace': 'abc' });
    expect(attempt!.responseHeaders).not.toHaveProperty('set-cookie');
    expect(JSON.stringify(delivery)).not.toContain(secret.slice('whsec_'.length));
  });

  test('keeps 16 KiB of a response body and says that it was cut', async () => {
    const { customer, receiver } = fixture;
    receiver.answer({ status: 200, body: 'x'.repeat(16 * 1024 + 1) });
    await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    expect(delivery).toMatchObject({
      status: 'SUCCEEDED',
      attempts: [
        {
          responseBody: 'x'.repeat(16 * 1024),
          responseBodyError: expect.stringContaining('16 KiB'),
        },
      ],
    });
  });

  test('names the event type and the webhook also when both are gone', async () => {
    const { app, customer, receiver } = fixture;
    receiver.answer(410);
    const { id } = await customer.createWebhook(receiver.url);
    await customer.publish();
    await customer.waitForLog(1);
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId: id } });
    await sql`delete from events where workspace_id = ${customer.workspaceId}`.execute(
      app.app.database.em.fork().getKysely(),
    );
    expect(await customer.log({ webhookIds: [id] })).toMatchObject([
      {
        eventType: 'renter.created',
        webhookId: id,
        event: null,
        webhook: null,
        errorCode: 'HTTP_CLIENT_ERROR',
        errorMessage: 'The receiver refused the request (status 410).',
      },
    ]);
  });

  test('shows when the next attempt is due; nothing is sent before that', async () => {
    const { customer, receiver } = fixture;
    receiver.answer({ status: 500, body: 'broken' }); // the default schedule retries after 5 s
    await customer.createWebhook(receiver.url);
    await customer.publish();
    await waitUntil('the first attempt is logged', async () => {
      const [delivery] = await customer.log();
      return delivery?.attemptCount === 1;
    });
    const [delivery] = await customer.log();
    expect(delivery).toMatchObject({
      status: 'PENDING',
      responseStatus: 500,
      completedAt: null,
      attempts: [{ responseBody: 'broken', errorCode: 'HTTP_SERVER_ERROR' }],
    });
    const startedAt = Date.parse(delivery!.attempts[0]!.startedAt);
    expect(Date.parse(delivery!.nextAttemptAt!) - startedAt).toBeGreaterThanOrEqual(4_000);
    expect(receiver.requests).toHaveLength(1);
  });

  test('lists newest first in pages, per workspace and per webhook, without duplicates or gaps', async () => {
    const { app, customer, receiver } = fixture;
    const { id } = await customer.createWebhook(receiver.url);
    await customer.createWebhook(receiver.url);
    for (let n = 0; n < 5; n += 1) await customer.publish(2);
    const all = (await customer.waitForLog(20)).map((delivery) => delivery.id);
    expect(all).toEqual(all.toSorted().toReversed());
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const variables: { first: number; after: string | null } = { first: 7, after };
      const { deliveries } = await app.ask(customer.token, ListDeliveries, variables);
      paged.push(...deliveries.nodes.map((delivery) => delivery.id));
      after = deliveries.pageInfo.hasNextPage ? (deliveries.pageInfo.endCursor ?? null) : null;
      await customer.publish(); // new deliveries do not shift the pages
    } while (after !== null);
    expect(paged).toEqual(all);
    const mine = (await customer.log({ webhookIds: [id] })).map((delivery) => delivery.id);
    const { webhook } = await app.ask(customer.token, ListWebhookDeliveries, { id, first: 100 });
    expect(webhook?.deliveries?.nodes.map((delivery) => delivery.id)).toEqual(mine);
  });

  test.each(['rent.lost', '*', '', 'a\u0000'])(
    'refuses %j as an event type filter',
    async (eventType) => {
      const { app, customer } = fixture;
      const variables = { filter: { eventTypes: [eventType] } };
      const { errors } = await app.request(customer.token, ListDeliveries, variables);
      expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_EVENT_TYPE' } }]);
    },
  );

  test('counts succeeded, failed and waiting deliveries per webhook', async () => {
    const { app, customer, receiver } = fixture;
    receiver.answer(200, 200, 410);
    const { id } = await customer.createWebhook(receiver.url);
    for (let n = 1; n <= 3; n += 1) {
      await customer.publish();
      await customer.waitForLog(n);
    }
    const { webhook } = await app.ask(customer.token, GetWebhook, { id });
    expect(webhook?.deliveryCounts).toEqual({
      total: 3,
      succeeded: 2,
      failed: 1,
      pending: { count: 0, isExact: true },
    });
  });

  test('of another workspace is not found', async () => {
    const { app, customer, receiver } = fixture;
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    await customer.publish();
    const [delivery] = await customer.waitForLog(1);
    const otherCustomer = await createCustomer(app);
    const { delivery: seen } = await app.ask(otherCustomer.token, GetDelivery, {
      id: delivery!.id,
    });
    expect(seen).toBeNull();
    expect(await otherCustomer.log()).toEqual([]);
    expect(await otherCustomer.log({ webhookIds: [webhookId] })).toEqual([]);
  });
});
