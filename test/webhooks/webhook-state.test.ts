import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  enableWebhook,
  findWebhook,
  pauseWebhook,
  resumeWebhook,
  recordHealth,
  WebhookEntity,
  type Webhook,
} from '../../src/webhooks/index.ts';
import { apiId, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
beforeEach(() => {
  fixture.wakes.length = 0;
  fixture.waiting = { count: 0, oldestAt: null };
});
afterAll(() => fixture.close());

const earlier = new Date('2025-01-15T10:30:00.123Z');

async function addWith(facts: Partial<Webhook>): Promise<Webhook> {
  const { webhook } = await fixture.addWebhook(workspaceId);
  await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
  return fixture.readRow(webhook.id);
}

describe('pauseWebhook', () => {
  test('keeps the time of the first call', async () => {
    const webhook = await addWith({});
    const input = { webhookId: apiId(webhook) };
    fixture.now = earlier;
    await pauseWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    fixture.now = null;
    await pauseWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(await fixture.readRow(webhook.id)).toMatchObject({ pausedAt: earlier });
  });
});

describe('resumeWebhook', () => {
  const facts = { pausedAt: earlier, failingSince: earlier, coolingDownUntil: earlier };

  test('clears the pause and failingSince, wakes the dispatchers and returns the waiting count', async () => {
    const webhook = await addWith(facts);
    fixture.waiting = { count: 3, oldestAt: earlier };
    const input = { webhookId: apiId(webhook) };
    const resumed = await resumeWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(resumed).toMatchObject({ waitingCount: 3, oldestWaitingAt: earlier });
    expect(await fixture.readRow(webhook.id)).toMatchObject({ pausedAt: null, failingSince: null });
    expect(fixture.wakes).toEqual(['deliveries_due']);
  });

  test('changes nothing in a dry run, and returns the same count', async () => {
    const webhook = await addWith(facts);
    fixture.waiting = { count: 3, oldestAt: earlier };
    const input = { webhookId: apiId(webhook), dryRun: true };
    const resumed = await resumeWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(resumed).toMatchObject({ waitingCount: 3, oldestWaitingAt: earlier });
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
    expect(fixture.wakes).toEqual([]);
  });

  test.each([
    ['disabled', { disabledAt: earlier, disabledReason: 'FAILING' as const }],
    ['suspended', { suspended: true }],
  ])('of a %s webhook clears the pause, and promises nothing', async (_name, fact) => {
    const webhook = await addWith({ ...facts, ...fact });
    fixture.waiting = { count: 3, oldestAt: earlier };
    for (const dryRun of [true, false]) {
      const input = { webhookId: apiId(webhook), dryRun };
      const resumed = await resumeWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
      expect(resumed).toMatchObject({ waitingCount: 0, oldestWaitingAt: null });
    }
    expect(await fixture.readRow(webhook.id)).toMatchObject({ ...fact, pausedAt: null });
  });

  test('of a webhook that is not paused returns a count of 0 and changes nothing', async () => {
    const webhook = await addWith({ failingSince: earlier });
    fixture.waiting = { count: 3, oldestAt: earlier };
    for (const dryRun of [null, true, false]) {
      const input = { webhookId: apiId(webhook), dryRun };
      const resumed = await resumeWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
      expect(resumed).toMatchObject({ waitingCount: 0, oldestWaitingAt: null });
    }
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
    expect(fixture.wakes).toEqual([]);
  });

  test('wakes no dispatcher if the caller rolls back', async () => {
    const webhook = await addWith(facts);
    const input = { webhookId: apiId(webhook) };
    const call = fixture.em().transactional(async (em) => {
      await resumeWebhook(fixture.dependencies, em, workspaceId, input);
      throw new Error('changed my mind');
    });
    await expect(call).rejects.toThrow('changed my mind');
    expect(fixture.wakes).toEqual([]);
    expect(await fixture.readRow(webhook.id)).toMatchObject({ pausedAt: earlier });
  });
});

describe('disabling and enableWebhook', () => {
  const quiet = { hasSucceeded: false, hasFailed: true, hasExhausted: false, coolDownMs: null };
  const gone = { ...quiet, errorCode: 'HTTP_CLIENT_ERROR', isGone: true, probe: null };

  test('keep the first reason, and change only that row', async () => {
    const webhook = await addWith({ failingSince: earlier });
    const other = await addWith({});
    const report = { ...gone, webhookId: webhook.id, url: webhook.url };
    await recordHealth(fixture.em(), [report], new Date());
    const exhausted = { ...report, isGone: false, hasExhausted: true };
    await recordHealth(fixture.em(), [exhausted], new Date());
    const row = await fixture.readRow(webhook.id);
    expect(row.disabledReason).toBe('RECEIVER_GONE');
    expect(row.disabledAt).toBeInstanceOf(Date);
    expect(await fixture.readRow(other.id)).toEqual(other);
  });

  test('enableWebhook clears the reason, failingSince and the cool-down, and keeps the pause', async () => {
    const webhook = await addWith({
      disabledAt: earlier,
      disabledReason: 'FAILING',
      failingSince: earlier,
      coolingDownUntil: new Date(Date.now() + 3_600_000),
      pausedAt: earlier,
    });
    const input = { webhookId: apiId(webhook) };
    await enableWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
    expect(await fixture.readRow(webhook.id)).toMatchObject({
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      coolingDownUntil: null,
      pausedAt: earlier,
    });
    expect(fixture.wakes).toEqual(['deliveries_due']);
  });

  test('do not change a deleted webhook', async () => {
    const webhook = await addWith({ deletedAt: earlier });
    const report = { ...gone, webhookId: webhook.id, url: webhook.url };
    await recordHealth(fixture.em(), [report], new Date());
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
  });

  test('do not change a webhook with a new URL, because another receiver failed', async () => {
    const webhook = await addWith({ url: 'https://hooks.example.com/moved' });
    const before = { webhookId: webhook.id, url: 'https://hooks.example.com/before' };
    await recordHealth(fixture.em(), [{ ...gone, coolDownMs: 60_000, ...before }], new Date());
    expect(await fixture.readRow(webhook.id)).toEqual(webhook);
  });
});

describe('findWebhook', () => {
  test('does not find a deleted webhook', async () => {
    const webhook = await addWith({ deletedAt: earlier });
    expect(await findWebhook(fixture.em(), workspaceId, apiId(webhook))).toBeNull();
  });
});
