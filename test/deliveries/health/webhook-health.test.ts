import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  amendAttempts,
  expireLeases,
  recordAttempts,
  type NextState,
} from '../../../src/deliveries/index.ts';
import { loadLastOutcomes } from '../../../src/deliveries/health/load-last-outcomes.ts';
import { encodeId, IdPrefix } from '../../../src/kernel/index.ts';
import {
  decideAfter,
  openDeliveryDatabase,
  resultOf,
  unavailable,
  type DeliveryDatabase,
} from '../fixture/delivery-database.ts';
import { contextOf, query } from '../fixture/graph-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(async () => database.close());

const retry: NextState = { status: 'PENDING', delayMs: 0 };
const failed: NextState = { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' };

/** Publishes an event for the webhook and records the results of its attempts; returns the delivery's id. */
async function deliver(workspace: string, webhook: string, ...nexts: NextState[]): Promise<string> {
  const addressee = { webhookId: webhook, trigger: 'RESEND' } as const;
  const [made] = await database.publish(workspace, { addressee });
  for (const next of nexts) {
    const [claim] = await database.claim([webhook]);
    const facts = next.status === 'SUCCEEDED' ? {} : unavailable;
    await recordAttempts(database.em(), [resultOf(claim!, next, facts)]);
  }
  return made!.id;
}

interface Health {
  lastSuccessAt: string | null;
  lastFailure: { deliveryId: string } | null;
  failingSince: string | null;
  coolingDownUntil: string | null;
  statusMessage: string | null;
}

async function readHealth(workspace: string): Promise<Health[]> {
  const { webhooks } = await query<{ webhooks: { nodes: { health: Health }[] } }>(
    contextOf(database.em(), workspace),
    `{ webhooks { nodes { health {
      failingSince coolingDownUntil lastSuccessAt statusMessage
      lastFailure { deliveryId attemptNumber startedAt errorCode errorMessage responseStatus }
    } } } }`,
  );
  return webhooks.nodes.map(({ health }) => health);
}

describe('Webhook.health', () => {
  test('has no outcome before the first attempt', async () => {
    const workspace = await database.addWorkspace();
    await deliver(workspace, await database.addWebhook(workspace));
    expect(await readHealth(workspace)).toEqual([
      {
        ...{ failingSince: null, coolingDownUntil: null, statusMessage: null },
        ...{ lastSuccessAt: null, lastFailure: null },
      },
    ]);
  });

  test('shows the last success and the last failed attempt, also one that was retried', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await deliver(workspace, webhook, failed);
    const id = await deliver(workspace, webhook, retry, retry, { status: 'SUCCEEDED' });
    const [health] = await readHealth(workspace);
    expect(health!.lastSuccessAt).toBe((await database.readDelivery(id)).updatedAt.toISOString());
    expect(health!.lastFailure).toEqual({
      deliveryId: encodeId(IdPrefix.delivery, id),
      attemptNumber: 2,
      startedAt: (await database.readAttempts(id))[1]!.startedAt.toISOString(),
      errorCode: 'HTTP_SERVER_ERROR',
      errorMessage: unavailable.errorMessage,
      responseStatus: 503,
    });
  });

  test('keeps outcomes from hours before, and forgets a failure that is no longer in the log', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const id = await deliver(workspace, webhook, retry, { status: 'SUCCEEDED' });
    await database.query(`update webhook_hours set hour = hour - interval '20 days'`);
    await database.query(`insert into webhook_hours (webhook_id, hour, workspace_id, retried_count)
      select '${webhook}', now() - n * interval '1 hour', '${workspace}', 1 from generate_series(1, 400) n`);
    const [health] = await readHealth(workspace);
    expect(health).toMatchObject({
      lastSuccessAt: expect.any(String),
      lastFailure: { deliveryId: encodeId(IdPrefix.delivery, id) },
    });
    await database.query(`delete from attempts where delivery_id = '${id}'`);
    expect((await readHealth(workspace))[0]!.lastFailure).toBeNull();
  });

  test.each([
    ['no failure in an attempt that succeeded', {}, null],
    ['the failure of an attempt that failed', unavailable, 'HTTP_SERVER_ERROR'],
  ])('shows none while an outcome is unknown, and then %s', async (_, facts, errorCode) => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    const id = await deliver(workspace, webhook);
    const [lost] = await database.claim([webhook], { leaseSeconds: 0 });
    await expireLeases(database.em(), decideAfter(10));
    expect((await readHealth(workspace))[0]!.lastFailure).toBeNull();
    await amendAttempts(database.em(), [resultOf(lost!, retry, facts)]);
    const [{ lastFailure } = { lastFailure: null }] = await readHealth(workspace);
    const deliveryId = encodeId(IdPrefix.delivery, id);
    const failure = expect.objectContaining({ deliveryId, attemptNumber: 1, errorCode });
    expect(lastFailure).toEqual(errorCode && failure);
  });

  /** Adds a webhook with a failure that ended now, and one before it whose outcome is unknown yet. */
  async function addLate(endedAgoMs: number) {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await deliver(workspace, webhook);
    const [lost] = await database.claim([webhook], { leaseSeconds: 0 });
    await expireLeases(database.em(), decideAfter(1));
    const shown = await deliver(workspace, webhook, failed);
    const startedAt = new Date(Date.now() - endedAgoMs);
    const late = resultOf(lost!, retry, { ...unavailable, startedAt, durationMs: 0 });
    return { workspace, webhook, late, shown };
  }

  const failedIds = async (workspace: string) =>
    (await readHealth(workspace)).map(({ lastFailure }) => lastFailure?.deliveryId);

  test('does not show a late result of a failure that ended before the last one', async () => {
    const { workspace, late, shown } = await addLate(60_000);
    await amendAttempts(database.em(), [late]);
    expect(await failedIds(workspace)).toEqual([encodeId(IdPrefix.delivery, shown)]);
  });

  test('shows a late result of a failure that ended after the last one', async () => {
    const { workspace, late } = await addLate(-60_000);
    await amendAttempts(database.em(), [late]);
    expect(await failedIds(workspace)).toEqual([encodeId(IdPrefix.delivery, late.delivery.id)]);
  });

  test('does not show a late result that is recorded in a later hour than the last failure', async () => {
    const { workspace, webhook, late, shown } = await addLate(3 * 3_600_000);
    await database.query(`update webhook_hours set hour = hour - interval '1 hour',
      last_failed_at = last_failed_at - interval '1 hour' where webhook_id = '${webhook}'`);
    await amendAttempts(database.em(), [late]);
    expect(await failedIds(workspace)).toEqual([encodeId(IdPrefix.delivery, shown)]);
  });

  test('shows the failure that ended last of those that are recorded together', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.publish(workspace, { count: 5 });
    const claims = await database.claim([webhook]);
    const seconds = [1, 3, 9, 4, 2];
    const results = claims.map((claim, n) => {
      const startedAt = new Date(Date.now() - 60_000 + seconds[n]! * 1_000);
      return resultOf(claim, failed, { ...unavailable, startedAt });
    });
    await recordAttempts(database.em(), results);
    expect(await failedIds(workspace)).toEqual([encodeId(IdPrefix.delivery, claims[2]!.id)]);
  });

  test('says since when a webhook fails and what ends it', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.changeWebhook(webhook, `failing_since = '2025-01-15T10:30:00Z'`);
    expect(await readHealth(workspace)).toMatchObject([
      {
        failingSince: '2025-01-15T10:30:00.000Z',
        statusMessage: expect.stringContaining('Failing since 2025-01-15T10:30:00Z.'),
      },
    ]);
  });

  test('is read for all webhooks of a page by one statement', async () => {
    const workspace = await database.addWorkspace();
    for (let n = 0; n < 20; n += 1) await database.addWebhook(workspace);
    const statements = await database.statementsOf(() => readHealth(workspace));
    expect(statements).toHaveLength(2);
  });

  test('ignores tests', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.publish(workspace, { addressee: { webhookId: webhook, trigger: 'TEST' } });
    const [claim] = await database.claim([webhook]);
    await recordAttempts(database.em(), [resultOf(claim!, failed, unavailable)]);
    expect(await readHealth(workspace)).toMatchObject([{ lastSuccessAt: null, lastFailure: null }]);
  });

  test('shows nothing of another workspace', async () => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await deliver(workspace, webhook, failed);
    const stranger = await database.addWorkspace();
    expect((await loadLastOutcomes(database.em(), workspace, [webhook])).size).toBe(1);
    expect((await loadLastOutcomes(database.em(), stranger, [webhook])).size).toBe(0);
  });
});
