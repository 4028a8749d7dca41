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
import { apiId, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
let workspaceId: string;
beforeAll(async () => {
  lab = await openWebhookLab();
  workspaceId = await lab.addWorkspace('ENTERPRISE');
});
beforeEach(() => {
  lab.wakes.length = 0;
  lab.waiting = { count: 0, oldestAt: null };
});
afterAll(() => lab.close());

const earlier = new Date('2025-01-15T10:30:00.123Z');

async function addWith(facts: Partial<Webhook>): Promise<Webhook> {
  const { webhook } = await lab.addWebhook(workspaceId);
  await lab.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
  return lab.readRow(webhook.id);
}

describe('pauseWebhook', () => {
  test('keeps the time of the first call', async () => {
    const webhook = await addWith({});
    const input = { webhookId: apiId(webhook) };
    lab.now = earlier;
    await pauseWebhook(lab.dependencies, lab.em(), workspaceId, input);
    lab.now = null;
    await pauseWebhook(lab.dependencies, lab.em(), workspaceId, input);
    expect(await lab.readRow(webhook.id)).toMatchObject({ pausedAt: earlier });
  });
});

describe('resumeWebhook', () => {
  const facts = { pausedAt: earlier, failingSince: earlier, coolingDownUntil: earlier };

  test('clears the pause and the clock of failing, wakes the dispatchers and tells what waited', async () => {
    const webhook = await addWith(facts);
    lab.waiting = { count: 3, oldestAt: earlier };
    const input = { webhookId: apiId(webhook) };
    const resumed = await resumeWebhook(lab.dependencies, lab.em(), workspaceId, input);
    expect(resumed).toMatchObject({ waitingCount: 3, oldestWaitingAt: earlier });
    expect(await lab.readRow(webhook.id)).toMatchObject({ pausedAt: null, failingSince: null });
    expect(lab.wakes).toEqual(['deliveries_due']);
  });

  test('changes nothing in a dry run, and tells the same', async () => {
    const webhook = await addWith(facts);
    lab.waiting = { count: 3, oldestAt: earlier };
    const input = { webhookId: apiId(webhook), dryRun: true };
    const resumed = await resumeWebhook(lab.dependencies, lab.em(), workspaceId, input);
    expect(resumed).toMatchObject({ waitingCount: 3, oldestWaitingAt: earlier });
    expect(await lab.readRow(webhook.id)).toEqual(webhook);
    expect(lab.wakes).toEqual([]);
  });

  test.each([
    ['disabled', { disabledAt: earlier, disabledReason: 'FAILING' as const }],
    ['suspended', { suspended: true }],
  ])('of a %s webhook clears the pause, and promises nothing', async (_name, fact) => {
    const webhook = await addWith({ ...facts, ...fact });
    lab.waiting = { count: 3, oldestAt: earlier };
    for (const dryRun of [true, false]) {
      const input = { webhookId: apiId(webhook), dryRun };
      const resumed = await resumeWebhook(lab.dependencies, lab.em(), workspaceId, input);
      expect(resumed).toMatchObject({ waitingCount: 0, oldestWaitingAt: null });
    }
    expect(await lab.readRow(webhook.id)).toMatchObject({ ...fact, pausedAt: null });
  });

  test('of a webhook that is not paused tells of nothing, and changes nothing', async () => {
    const webhook = await addWith({ failingSince: earlier });
    lab.waiting = { count: 3, oldestAt: earlier };
    for (const dryRun of [null, true, false]) {
      const input = { webhookId: apiId(webhook), dryRun };
      const resumed = await resumeWebhook(lab.dependencies, lab.em(), workspaceId, input);
      expect(resumed).toMatchObject({ waitingCount: 0, oldestWaitingAt: null });
    }
    expect(await lab.readRow(webhook.id)).toEqual(webhook);
    expect(lab.wakes).toEqual([]);
  });

  test('wakes nobody when the caller rolls back', async () => {
    const webhook = await addWith(facts);
    const input = { webhookId: apiId(webhook) };
    const call = lab.em().transactional(async (em) => {
      await resumeWebhook(lab.dependencies, em, workspaceId, input);
      throw new Error('changed my mind');
    });
    await expect(call).rejects.toThrow('changed my mind');
    expect(lab.wakes).toEqual([]);
    expect(await lab.readRow(webhook.id)).toMatchObject({ pausedAt: earlier });
  });
});

describe('what disables a webhook and enableWebhook', () => {
  const quiet = { hasSucceeded: false, hasFailed: true, hasExhausted: false, coolDownMs: null };
  const gone = { ...quiet, errorCode: 'HTTP_CLIENT_ERROR', isGone: true, probe: null };

  test('disable with the first reason, and only that row', async () => {
    const webhook = await addWith({ failingSince: earlier });
    const other = await addWith({});
    const report = { ...gone, webhookId: webhook.id, url: webhook.url };
    await recordHealth(lab.em(), [report], new Date());
    const exhausted = { ...report, isGone: false, hasExhausted: true };
    await recordHealth(lab.em(), [exhausted], new Date());
    const row = await lab.readRow(webhook.id);
    expect(row.disabledReason).toBe('RECEIVER_GONE');
    expect(row.disabledAt).toBeInstanceOf(Date);
    expect(await lab.readRow(other.id)).toEqual(other);
  });

  test('enable clears the reason, the clock of failing and the cool-down, and leaves the pause', async () => {
    const webhook = await addWith({
      disabledAt: earlier,
      disabledReason: 'FAILING',
      failingSince: earlier,
      coolingDownUntil: new Date(Date.now() + 3_600_000),
      pausedAt: earlier,
    });
    const input = { webhookId: apiId(webhook) };
    await enableWebhook(lab.dependencies, lab.em(), workspaceId, input);
    expect(await lab.readRow(webhook.id)).toMatchObject({
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      coolingDownUntil: null,
      pausedAt: earlier,
    });
    expect(lab.wakes).toEqual(['deliveries_due']);
  });

  test('do not touch a deleted webhook', async () => {
    const webhook = await addWith({ deletedAt: earlier });
    const report = { ...gone, webhookId: webhook.id, url: webhook.url };
    await recordHealth(lab.em(), [report], new Date());
    expect(await lab.readRow(webhook.id)).toEqual(webhook);
  });

  test('do not touch a webhook that has moved: it was another receiver that failed', async () => {
    const webhook = await addWith({ url: 'https://hooks.example.com/moved' });
    const before = { webhookId: webhook.id, url: 'https://hooks.example.com/before' };
    await recordHealth(lab.em(), [{ ...gone, coolDownMs: 60_000, ...before }], new Date());
    expect(await lab.readRow(webhook.id)).toEqual(webhook);
  });
});

describe('findWebhook', () => {
  test('finds no deleted webhook', async () => {
    const webhook = await addWith({ deletedAt: earlier });
    expect(await findWebhook(lab.em(), workspaceId, apiId(webhook))).toBeNull();
  });
});
