import { beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../../src/db/index.ts';
import { decodeId, IdPrefix, timeOfId } from '../../../src/kernel/index.ts';
import type { TestApp } from '../../kit/app.ts';
import { createCustomer } from '../../kit/customer.ts';
import {
  DeleteWebhook,
  PauseWebhook,
  ResendDelivery,
  ResumeWebhook,
  SendTest,
} from '../../kit/documents.ts';
import type { DeliveryFilter } from '../../kit/graphql/graphql.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { countRecovered, insertFailed } from './kit/insert-failed.ts';
import { preview, recover, recoverAll, waitForRecovery } from './kit/recovery-client.ts';

const env = { RETRY_SCHEDULE: '0' };
const fixture = setUpNode({ env });
let other: TestApp;

beforeAll(async () => {
  other = await fixture.startNode(env);
});

/** Publishes events that the receiver fails to take, and makes it take the next ones. */
async function failDeliveries(count: number) {
  const { customer, receiver } = fixture;
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  receiver.answer(500);
  await customer.publish(count);
  const failed = await customer.waitForLog(count);
  receiver.answer(200);
  return { webhookId, failed };
}

const recoverMine = (filter?: DeliveryFilter) =>
  recoverAll(fixture.app, fixture.customer.token, filter);

async function execute(statement: ReturnType<typeof sql>): Promise<void> {
  await statement.execute(fixture.app.app.database.em.fork().getKysely());
}

describe('a recovery', () => {
  test('makes a new delivery of each failed one, with the same event, and changes no other', async () => {
    const { customer } = fixture;
    const { failed } = await failDeliveries(3);
    await customer.publish();
    const before = await customer.waitForLog(4);
    expect(await recoverMine()).toMatchObject({
      status: 'SUCCEEDED',
      recoveredCount: 3,
      skippedCounts: [],
      filter: { createdAfter: '2025-01-01T00:00:00.000Z' },
      endedAt: expect.any(String),
    });
    const log = await customer.waitForLog(7);
    expect(log.slice(3)).toEqual(before);
    const made = log.slice(0, 3);
    for (const delivery of made)
      expect(delivery).toMatchObject({ trigger: 'RECOVERY', status: 'SUCCEEDED' });
    expect(made.map(({ event }) => event)).toEqual(failed.map(({ event }) => event));
    expect(made.map(({ requestPayload }) => requestPayload)).toEqual(
      failed.map(({ requestPayload }) => requestPayload),
    );
  });

  test('takes only deliveries that match the filter, and no tests', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId, failed } = await failDeliveries(3);
    await failDeliveries(2); // of the first webhook too
    receiver.answer(500);
    await app.ask(customer.token, SendTest, { input: { webhookId } });
    await customer.waitForLog(8);
    receiver.answer(200);
    const eventId = failed[1]!.event!.id;
    const one = { webhookIds: [webhookId], eventId, responseStatus: 500 };
    expect(await recoverMine(one)).toMatchObject({ recoveredCount: 1 });
    expect(await recoverMine({ webhookIds: [webhookId] })).toMatchObject({
      recoveredCount: 4,
      skippedCounts: [{ reason: 'REPEATED', count: 1 }],
    });
    expect(await recoverMine({ errorCodes: ['TIMEOUT'] })).toMatchObject({
      recoveredCount: 0,
      skippedCounts: [],
    });
  });

  test('of a workspace takes nothing of another', async () => {
    const { app } = fixture;
    await failDeliveries(1);
    const stranger = await createCustomer(app);
    expect(await recoverAll(app, stranger.token)).toMatchObject({ recoveredCount: 0 });
    expect(await fixture.customer.log()).toHaveLength(1);
  });

  test('makes the deliveries of a paused webhook, and they wait for a resume', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId } = await failDeliveries(2);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    expect(await recoverMine()).toMatchObject({ recoveredCount: 2 });
    expect(receiver.requests).toHaveLength(2);
    expect(await customer.log({ statuses: ['PENDING'] })).toHaveLength(2);
    await app.ask(customer.token, ResumeWebhook, { input: { webhookId } });
    await customer.waitForLog(4);
    expect(receiver.requests).toHaveLength(4);
  });

  test.each([
    ['disabled', 'WEBHOOK_DISABLED', sql`disabled_at = now(), disabled_reason = 'FAILING'`],
    ['suspended', 'WEBHOOK_SUSPENDED', sql`suspended = true`],
  ])('skips the deliveries of a %s webhook', async (_state, reason, assignment) => {
    const { webhookId } = await failDeliveries(2);
    const uuid = decodeId(IdPrefix.webhook, webhookId);
    await execute(sql`update webhooks set ${assignment} where id = ${uuid}`);
    const { app, customer } = fixture;
    expect(await preview(app, customer.token, { webhookIds: [webhookId] })).toMatchObject({
      count: { count: 0, isExact: true },
      skippedCounts: [{ reason, count: 2 }],
    });
    expect(await recoverMine()).toMatchObject({
      recoveredCount: 0,
      skippedCounts: [{ reason, count: 2 }],
    });
    expect(await customer.log()).toHaveLength(2);
  });

  test('skips the deliveries of a deleted webhook', async () => {
    const { app, customer } = fixture;
    const { webhookId } = await failDeliveries(2);
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    const skippedCounts = [{ reason: 'WEBHOOK_DELETED', count: 2 }];
    const filter = { webhookIds: [webhookId] };
    expect(await preview(app, customer.token, filter)).toMatchObject({ skippedCounts });
    expect(await recoverMine(filter)).toMatchObject({ skippedCounts });
  });

  test('skips events that are no longer kept or were erased', async () => {
    const { failed } = await failDeliveries(3);
    const [gone, erased] = failed.map(({ event }) => decodeId(IdPrefix.event, event!.id));
    await execute(sql`delete from events where id = ${gone}`);
    await execute(sql`update events set erased_at = now() where id = ${erased}`);
    expect(await recoverMine()).toMatchObject({
      recoveredCount: 1,
      skippedCounts: [{ reason: 'EVENT_NOT_KEPT', count: 2 }],
    });
  });

  test('is found by polling when the wake-up is lost', async () => {
    const { customer } = fixture;
    // The other node wakes only itself, and has no part that listens.
    const deaf = await fixture.startNode({ ROLES: 'api', DATABASE_LISTEN_URL: 'none' });
    await failDeliveries(1);
    expect(await recoverAll(deaf, customer.token)).toMatchObject({ recoveredCount: 1 });
    expect(await customer.waitForLog(2)).toMatchObject([{ trigger: 'RECOVERY' }, {}]);
  });

  test('on a plan without webhooks is refused', async () => {
    const { app, customer } = fixture;
    await failDeliveries(1);
    await app.createWorkspace(customer.workspaceId, 'FREE');
    const { userErrors } = await preview(app, customer.token);
    expect(userErrors).toMatchObject([{ code: 'PLAN_UPGRADE_REQUIRED' }]);
    await expect(recover(app, customer.token)).rejects.toThrow('PLAN_UPGRADE_REQUIRED');
  });
});

describe('nothing is recovered twice', () => {
  test('when the same recovery is asked for again', async () => {
    await failDeliveries(3);
    await recoverMine();
    expect(await recoverMine()).toMatchObject({
      recoveredCount: 0,
      skippedCounts: [{ reason: 'REPEATED', count: 3 }],
    });
  });

  test('by several recoveries at once, on several nodes', async () => {
    const { app, customer, receiver } = fixture;
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    const { workspaceId, token } = customer;
    await insertFailed(app, { workspaceId, webhookId, count: 600 });
    const started = await Promise.all(
      [app, other, app, other].map((node, n) =>
        recover(node, token, n % 2 ? {} : { webhookIds: [webhookId] }),
      ),
    );
    const ended = await Promise.all(started.map(({ id }) => waitForRecovery(app, token, id)));
    expect(ended.reduce((sum, { recoveredCount }) => sum + recoveredCount, 0)).toBe(600);
    for (const { recoveredCount, skippedCounts } of ended) {
      const skipped = skippedCounts[0]?.count ?? 0;
      expect(recoveredCount + skipped).toBe(600);
    }
    expect(await countRecovered(app, workspaceId)).toEqual({ 1: 600 });
  });

  test('when what it made fails again while it goes on', async () => {
    const { app, customer, receiver } = fixture;
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    receiver.answer(500);
    const { workspaceId } = customer;
    await insertFailed(app, { workspaceId, webhookId, count: 600 });
    expect(await recoverMine()).toMatchObject({ recoveredCount: 600, skippedCounts: [] });
    expect(await countRecovered(app, workspaceId)).toEqual({ 1: 600 });
  });

  test('when it was resent before and is waiting or succeeded', async () => {
    const { app, customer, receiver } = fixture;
    const { webhookId, failed } = await failDeliveries(3);
    const resend = async (deliveryId: string) =>
      app.ask(customer.token, ResendDelivery, { input: { deliveryId } });
    await resend(failed[0]!.id);
    await customer.waitForLog(4);
    receiver.answer(500);
    await resend(failed[1]!.id); // fails again: the later one is recovered, once
    await customer.waitForLog(5);
    await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
    await resend(failed[2]!.id);
    expect(await preview(app, customer.token)).toMatchObject({ count: { count: 1 } });
    expect(await recoverMine()).toMatchObject({
      recoveredCount: 1,
      skippedCounts: [{ reason: 'REPEATED', count: 3 }],
    });
    expect(await countRecovered(app, customer.workspaceId)).toEqual({ 0: 2, 1: 1 });
  });
});

describe('a dry run', () => {
  test('counts what would be recovered, and changes nothing', async () => {
    const { app, customer } = fixture;
    const { webhookId, failed } = await failDeliveries(3);
    await app.ask(customer.token, ResendDelivery, { input: { deliveryId: failed[2]!.id } }); // the oldest
    await customer.waitForLog(4);
    const counted = await preview(app, customer.token);
    expect(counted).toEqual({
      recovery: null,
      count: { count: 2, isExact: true },
      skippedCounts: [{ reason: 'REPEATED', count: 1 }],
      oldestAt: timeOfId(decodeId(IdPrefix.delivery, failed[1]!.id)!).toISOString(),
      estimatedSeconds: 1,
      userErrors: [],
    });
    expect(await customer.log()).toHaveLength(4);
    const none = { count: { count: 0, isExact: true }, oldestAt: null, estimatedSeconds: 0 };
    expect(await preview(app, customer.token, { eventTypes: ['item.deleted'] })).toMatchObject({
      ...none,
      skippedCounts: [],
    });
    await app.ask(customer.token, DeleteWebhook, { input: { webhookId } });
    expect(await preview(app, customer.token)).toMatchObject(none);
  });

  test('stops at 10,000, and estimates by the response times of the webhook', async () => {
    const { app, customer, receiver } = fixture;
    const { id: webhookId } = await customer.createWebhook(receiver.url);
    await insertFailed(app, { workspaceId: customer.workspaceId, webhookId, count: 10_001 });
    await execute(sql`
      insert into webhook_hours (webhook_id, hour, workspace_id, responses_to_1000_ms, responses_to_3000_ms)
      values (${decodeId(IdPrefix.webhook, webhookId)}, date_trunc('hour', now()), 'any', 5, 5)`);
    // Ten at once, each for 2 s.
    expect(await preview(app, customer.token)).toMatchObject({
      count: { count: 10_000, isExact: false },
      estimatedSeconds: 2_000,
    });
  });
});
