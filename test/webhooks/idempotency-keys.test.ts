import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import {
  createWebhook,
  deleteWebhook,
  pruneWebhookKeys,
  regenerateSecret,
} from '../../src/webhooks/index.ts';
import { countWebhooks } from '../../src/webhooks/find-webhook.ts';
import { WorkspaceEntity } from '../../src/workspaces/index.ts';
import {
  apiId,
  errorsOf,
  goodSettings,
  openWebhookFixture,
  type WebhookFixture,
} from './webhook-fixture.ts';

let fixture: WebhookFixture;
beforeAll(async () => {
  fixture = await openWebhookFixture();
});
afterAll(() => fixture.close());

const idempotencyKey = 'click-1';
const conflict = [['CONFLICT', 'idempotencyKey']];

function create(workspaceId: string, changes: object = {}) {
  const input = { ...goodSettings, idempotencyKey, ...changes };
  return createWebhook(fixture.dependencies, fixture.em(), workspaceId, input);
}

/** Makes all keys older than 24 hours. */
async function ageKeys(): Promise<void> {
  await sql`update webhook_keys set created_at = created_at - interval '24 hours 1 second'`.execute(
    fixture.em().getKysely(),
  );
}

describe('createWebhook with a key', () => {
  test('creates one webhook for ten concurrent calls, and returns its secret once', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    const made = await Promise.all(Array.from({ length: 10 }, () => create(workspaceId)));
    expect(new Set(made.map(({ webhook }) => webhook.id)).size).toBe(1);
    expect(made.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(await countWebhooks(fixture.em(), workspaceId)).toBe(1);
  });

  test('returns its webhook even if the plan allows no more', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    const { webhook } = await create(workspaceId);
    for (let n = 1; n < 10; n += 1) await fixture.addWebhook(workspaceId);
    const again = await create(workspaceId);
    expect(again).toMatchObject({ webhook: { id: webhook.id }, secret: null });
    expect(await errorsOf(create(workspaceId, { idempotencyKey: 'click-2' }))).toEqual([
      ['PLAN_LIMIT_REACHED', null],
    ]);
  });

  test('returns its webhook if the events are in a different order', async () => {
    const workspaceId = await fixture.addWorkspace('PROFESSIONAL');
    const { webhook } = await create(workspaceId, { events: ['rent.created', 'rent.updated'] });
    const again = await create(workspaceId, { events: ['rent.updated', 'rent.created'] });
    expect(again).toMatchObject({ webhook: { id: webhook.id }, secret: null });
  });

  test('is a CONFLICT with different input, and after its webhook was deleted', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const { webhook } = await create(workspaceId);
    expect(await errorsOf(create(workspaceId, { timeoutSeconds: 20 }))).toEqual(conflict);
    await deleteWebhook(fixture.dependencies, fixture.em(), workspaceId, {
      webhookId: apiId(webhook),
    });
    expect(await errorsOf(create(workspaceId))).toEqual(conflict);
  });

  test('is new again after 24 hours, in another workspace, and when the first call failed', async () => {
    const workspaceId = await fixture.addWorkspace('FREE');
    expect(await errorsOf(create(workspaceId))).toEqual([['PLAN_UPGRADE_REQUIRED', null]]);
    await fixture.em().nativeUpdate(WorkspaceEntity, { id: workspaceId }, { plan: 'ENTERPRISE' });
    expect((await create(workspaceId)).secret).not.toBeNull();
    expect((await create(await fixture.addWorkspace('ENTERPRISE'))).secret).not.toBeNull();
    await ageKeys();
    expect((await create(workspaceId)).secret).not.toBeNull();
    expect((await create(workspaceId)).secret).toBeNull();
    await ageKeys();
    await pruneWebhookKeys(fixture.em());
    const { rows } = await sql`select * from webhook_keys`.execute(fixture.em().getKysely());
    expect(rows).toEqual([]);
  });

  test.each(['', 'k'.repeat(256), 'a\u0000b', '\ud800'])('refuses the key %j', async (bad) => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const error = [['INVALID_INPUT', 'idempotencyKey']];
    expect(await errorsOf(create(workspaceId, { idempotencyKey: bad }))).toEqual(error);
  });
});

describe('regenerateSecret with a key', () => {
  test('creates one secret for ten concurrent calls, and returns it once', async () => {
    const workspaceId = await fixture.addWorkspace('ENTERPRISE');
    const { webhook } = await fixture.addWebhook(workspaceId);
    const input = { webhookId: apiId(webhook), keepPreviousForSeconds: 60, idempotencyKey };
    const regenerate = (changes: object = {}) =>
      regenerateSecret(fixture.dependencies, fixture.em(), workspaceId, { ...input, ...changes });
    const made = await Promise.all(Array.from({ length: 10 }, () => regenerate()));
    const [secret] = made.flatMap((it) => it.secret ?? []);
    expect(made.filter((it) => it.secret !== null)).toHaveLength(1);
    expect((await fixture.readRow(webhook.id)).secretHint).toBe(secret?.slice(-4));
    expect(await errorsOf(regenerate({ keepPreviousForSeconds: 0 }))).toEqual(conflict);
    const other = await fixture.addWebhook(workspaceId);
    expect(await errorsOf(regenerate({ webhookId: apiId(other.webhook) }))).toEqual(conflict);
  });
});
