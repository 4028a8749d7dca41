import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import {
  createWebhook,
  deleteWebhook,
  forgetWebhookKeys,
  regenerateSecret,
} from '../../src/webhooks/index.ts';
import { countWebhooks } from '../../src/webhooks/find-webhook.ts';
import { WorkspaceEntity } from '../../src/workspaces/index.ts';
import { apiId, faultsOf, goodSettings, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
beforeAll(async () => {
  lab = await openWebhookLab();
});
afterAll(() => lab.close());

const idempotencyKey = 'click-1';
const conflict = [['CONFLICT', 'idempotencyKey']];

function create(workspaceId: string, changes: object = {}) {
  const input = { ...goodSettings, idempotencyKey, ...changes };
  return createWebhook(lab.dependencies, lab.em(), workspaceId, input);
}

/** Lets the 24 hours of all keys pass. */
async function ageKeys(): Promise<void> {
  await sql`update webhook_keys set created_at = created_at - interval '24 hours 1 second'`.execute(
    lab.em().getKysely(),
  );
}

describe('createWebhook with a key', () => {
  test('makes one webhook of ten calls at once, and shows its secret once', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    const made = await Promise.all(Array.from({ length: 10 }, () => create(workspaceId)));
    expect(new Set(made.map(({ webhook }) => webhook.id)).size).toBe(1);
    expect(made.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(await countWebhooks(lab.em(), workspaceId)).toBe(1);
  });

  test('returns its webhook also when the plan has no room for another', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    const { webhook } = await create(workspaceId);
    for (let n = 1; n < 10; n += 1) await lab.addWebhook(workspaceId);
    const again = await create(workspaceId);
    expect(again).toMatchObject({ webhook: { id: webhook.id }, secret: null });
    expect(await faultsOf(create(workspaceId, { idempotencyKey: 'click-2' }))).toEqual([
      ['PLAN_LIMIT_REACHED', null],
    ]);
  });

  test('returns its webhook also when the events come in another order', async () => {
    const workspaceId = await lab.addWorkspace('PROFESSIONAL');
    const { webhook } = await create(workspaceId, { events: ['rent.created', 'rent.updated'] });
    const again = await create(workspaceId, { events: ['rent.updated', 'rent.created'] });
    expect(again).toMatchObject({ webhook: { id: webhook.id }, secret: null });
  });

  test('is a CONFLICT with other input, and after its webhook was deleted', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const { webhook } = await create(workspaceId);
    expect(await faultsOf(create(workspaceId, { timeoutSeconds: 20 }))).toEqual(conflict);
    await deleteWebhook(lab.dependencies, lab.em(), workspaceId, { webhookId: apiId(webhook) });
    expect(await faultsOf(create(workspaceId))).toEqual(conflict);
  });

  test('is new again after 24 hours, in another workspace, and when the first call failed', async () => {
    const workspaceId = await lab.addWorkspace('FREE');
    expect(await faultsOf(create(workspaceId))).toEqual([['PLAN_UPGRADE_REQUIRED', null]]);
    await lab.em().nativeUpdate(WorkspaceEntity, { id: workspaceId }, { plan: 'ENTERPRISE' });
    expect((await create(workspaceId)).secret).not.toBeNull();
    expect((await create(await lab.addWorkspace('ENTERPRISE'))).secret).not.toBeNull();
    await ageKeys();
    expect((await create(workspaceId)).secret).not.toBeNull();
    expect((await create(workspaceId)).secret).toBeNull();
    await ageKeys();
    await forgetWebhookKeys(lab.em());
    const { rows } = await sql`select * from webhook_keys`.execute(lab.em().getKysely());
    expect(rows).toEqual([]);
  });

  test.each(['', 'k'.repeat(256), 'a\u0000b', '\ud800'])('refuses the key %j', async (bad) => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const error = [['INVALID_INPUT', 'idempotencyKey']];
    expect(await faultsOf(create(workspaceId, { idempotencyKey: bad }))).toEqual(error);
  });
});

describe('regenerateSecret with a key', () => {
  test('makes one new secret of ten calls at once, and shows it once', async () => {
    const workspaceId = await lab.addWorkspace('ENTERPRISE');
    const { webhook } = await lab.addWebhook(workspaceId);
    const input = { webhookId: apiId(webhook), keepPreviousForSeconds: 60, idempotencyKey };
    const regenerate = (changes: object = {}) =>
      regenerateSecret(lab.dependencies, lab.em(), workspaceId, { ...input, ...changes });
    const made = await Promise.all(Array.from({ length: 10 }, () => regenerate()));
    const [secret] = made.flatMap((it) => it.secret ?? []);
    expect(made.filter((it) => it.secret !== null)).toHaveLength(1);
    expect((await lab.readRow(webhook.id)).secretHint).toBe(secret?.slice(-4));
    expect(await faultsOf(regenerate({ keepPreviousForSeconds: 0 }))).toEqual(conflict);
    const other = await lab.addWebhook(workspaceId);
    expect(await faultsOf(regenerate({ webhookId: apiId(other.webhook) }))).toEqual(conflict);
  });
});
