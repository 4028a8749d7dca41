import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  enableWebhook,
  findWebhook,
  onPlanChanged,
  pauseWebhook,
  recordHealth,
  regenerateSecret,
  resealSecrets,
  resumeWebhook,
  updateWebhook,
  type HealthReport,
  type Webhook,
} from '../../src/webhooks/index.ts';
import type { WebhookUpdate } from '../../src/webhooks/update-webhook.ts';
import { WorkspaceEntity } from '../../src/workspaces/index.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

async function addWebhook(): Promise<Webhook> {
  return fixture.readRow((await fixture.addWebhook(workspaceId)).webhook.id);
}

function update(webhook: Webhook, changes: Omit<WebhookUpdate, 'webhookId'>) {
  const input = { webhookId: apiId(webhook), ...changes };
  return updateWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
}

describe('the version of a webhook', () => {
  type Change = (webhook: Webhook) => Promise<unknown>;
  const call = (webhook: Webhook) =>
    [fixture.dependencies, fixture.em(), workspaceId, { webhookId: apiId(webhook) }] as const;
  const report = (webhook: Webhook): HealthReport => ({
    webhookId: webhook.id,
    url: webhook.url,
    ...{ hasSucceeded: false, hasFailed: true, errorCode: 'TIMEOUT' },
    ...{ isGone: false, hasExhausted: false, coolDownMs: 1_000, probe: null },
  });
  const changePlan = async (webhook: Webhook) => {
    const em = fixture.em();
    await em.nativeUpdate(WorkspaceEntity, { id: workspaceId }, { plan: 'FREE' });
    await em.transactional((transaction) =>
      onPlanChanged(transaction, { id: webhook.workspaceId } as never),
    );
    await em.nativeUpdate(WorkspaceEntity, { id: workspaceId }, { plan: 'ENTERPRISE' });
  };

  test.each<[string, Change]>([
    ['a setting', (webhook) => update(webhook, { name: 'New' })],
    ['the description', (webhook) => update(webhook, { description: 'New' })],
    ['a pause', (webhook) => pauseWebhook(...call(webhook))],
    ['a new secret', (webhook) => regenerateSecret(...call(webhook))],
    [
      'a 410',
      (webhook) => recordHealth(fixture.em(), [{ ...report(webhook), isGone: true }], new Date()),
    ],
    ['a smaller plan', changePlan],
  ])('rises with %s', async (_name, change) => {
    const webhook = await addWebhook();
    await change(webhook);
    expect((await fixture.readRow(webhook.id)).revision).toBe(webhook.revision + 1);
  });

  test.each<[string, Change]>([
    ['an update that changes nothing', (webhook) => update(webhook, { name: webhook.name })],
    ['a resume of what is not paused', (webhook) => resumeWebhook(...call(webhook))],
    ['an enable of what is not disabled', (webhook) => enableWebhook(...call(webhook))],
    [
      'a failure and a cool-down',
      (webhook) => recordHealth(fixture.em(), [report(webhook)], new Date()),
    ],
    [
      'another key for its secret',
      () => resealSecrets(fixture.em(), [{ id: 'k2', key: Buffer.alloc(32, 7) }]),
    ],
  ])('stays with %s', async (_name, change) => {
    const webhook = await addWebhook();
    await change(webhook);
    expect((await fixture.readRow(webhook.id)).revision).toBe(webhook.revision);
  });

  test('is the one of the row in the result of a change', async () => {
    const webhook = await addWebhook();
    expect(webhook.revision).toBe(1);
    const changed = await update(webhook, { name: 'New' });
    expect(changed.revision).toBe(2);
    expect((await findWebhook(fixture.em(), workspaceId, apiId(webhook)))?.revision).toBe(2);
  });
});

describe('an update that names a version', () => {
  test('succeeds if it is the present one', async () => {
    const webhook = await addWebhook();
    expect(await update(webhook, { name: 'New', version: 1 })).toMatchObject({ name: 'New' });
  });

  test.each([-1, 0, 1, 3])('is a CONFLICT at version 2 if it names %i', async (version) => {
    const webhook = await addWebhook();
    await update(webhook, { name: 'Theirs' });
    expect(await errorsOf(update(webhook, { name: 'Mine', version }))).toEqual([
      ['CONFLICT', 'version'],
    ]);
    expect(await fixture.readRow(webhook.id)).toMatchObject({ name: 'Theirs', revision: 2 });
  });

  test('succeeds for exactly one of many at once', async () => {
    const webhook = await addWebhook();
    const names = Array.from({ length: 20 }, (_, n) => `Name ${n}`);
    const results = await Promise.allSettled(
      names.map((name) => update(webhook, { name, version: 1 })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
