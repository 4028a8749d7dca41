import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSecretBox } from '../../src/kernel/index.ts';
import { deleteWebhook, regenerateSecret, resealSecrets } from '../../src/webhooks/index.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { apiId, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

const old = { id: 'k1', key: Buffer.alloc(32, 7) }; // the fixture's
const fresh = { id: 'k2', key: Buffer.alloc(32, 8) };
const freshBox = createSecretBox([fresh]);

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
});
beforeEach(async () => {
  await resealSecrets(fixture.em(), [fresh, old]);
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

/** The current and the previous secret, decrypted with the fresh key alone. */
async function openFresh(id: string): Promise<(string | null)[]> {
  const { secret, previousSecret } = await fixture.readRow(id);
  return [secret, previousSecret ?? null].map((sealed) => sealed && freshBox.open(sealed, id));
}

async function regenerate(webhook: { id: string }, em = fixture.em()): Promise<string> {
  const input = { webhookId: apiId(webhook), keepPreviousForSeconds: 600 };
  return (await regenerateSecret(fixture.dependencies, em, workspaceId, input)).secret!;
}

/** Number of sessions waiting for a lock in the fixture's database. */
async function countWaiting(): Promise<number> {
  const [row] = await fixture.em().execute<{ count: number }[]>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
}

test('every secret can be decrypted with the first key alone, also of deleted webhooks', async () => {
  const plain = await fixture.addWebhook(workspaceId);
  const changed = await fixture.addWebhook(workspaceId);
  const next = await regenerate(changed.webhook);
  const deleted = await fixture.addWebhook(workspaceId);
  await deleteWebhook(fixture.dependencies, fixture.em(), workspaceId, {
    webhookId: apiId(deleted.webhook),
  });

  expect(await resealSecrets(fixture.em(), [fresh, old])).toEqual({ count: 3, left: [] });
  expect(await openFresh(plain.webhook.id)).toEqual([plain.secret, null]);
  expect(await openFresh(changed.webhook.id)).toEqual([next, changed.secret]);
  expect(await openFresh(deleted.webhook.id)).toEqual([deleted.secret, null]);
  expect(await resealSecrets(fixture.em(), [fresh])).toEqual({ count: 0, left: [] });
});

test('secret headers can be decrypted with the first key alone, and plain ones stay as they are', async () => {
  const headers = [
    { name: 'X-Team', value: 'orders' },
    { name: 'Authorization', value: 'Bearer 5ecret', isSecret: true },
  ];
  const { webhook } = await fixture.addWebhook(workspaceId, { headers });
  expect(await resealSecrets(fixture.em(), [fresh, old])).toEqual({ count: 1, left: [] });
  const { headers: stored, id } = await fixture.readRow(webhook.id);
  expect(stored).toEqual([headers[0], { name: 'Authorization', sealed: expect.any(String) }]);
  const { sealed } = stored[1] as { sealed: string };
  expect(freshBox.open(sealed, id)).toBe('Bearer 5ecret');

  const mixed = JSON.stringify([{ name: 'Authorization', sealed: 'k1:x' }]);
  await fixture.em().execute('update webhooks set headers = ? where id = ?', [mixed, id]);
  expect(await resealSecrets(fixture.em(), [fresh])).toEqual({ count: 0, left: [id] });
  await fixture.em().execute('delete from webhooks where id = ?', [id]);
});

test('more webhooks than fit in one batch are all encrypted again', async () => {
  const { webhook } = await fixture.addWebhook(workspaceId);
  await fixture.em().execute(
    `insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
     select new_id(), workspace_id, name, url, events, timeout_seconds, 'gone:', secret_hint
     from webhooks, generate_series(1, 1000) where id = ?`,
    [webhook.id],
  );
  const { count, left } = await resealSecrets(fixture.em(), [fresh, old]);
  expect([count, left.length]).toEqual([1, 1000]);
  expect(new Set(left).size).toBe(1000);
  await fixture.em().execute(`delete from webhooks where secret = 'gone:'`);
});

test('a webhook whose key is missing is reported and left unchanged', async () => {
  const { webhook, secret } = await fixture.addWebhook(workspaceId);
  expect(await resealSecrets(fixture.em(), [fresh])).toEqual({ count: 0, left: [webhook.id] });
  const { secret: sealed } = await fixture.readRow(webhook.id);
  expect(fixture.secretBox.open(sealed, webhook.id)).toBe(secret);
});

test('a secret regenerated in the meantime is not overwritten', async () => {
  const { webhook, secret } = await fixture.addWebhook(workspaceId);
  let next = '';
  let resealing: ReturnType<typeof resealSecrets> | undefined;
  await fixture.em().transactional(async (em) => {
    next = await regenerate(webhook, em);
    await em.flush();
    resealing = resealSecrets(fixture.em(), [fresh, old]);
    await waitUntil('it waits for the row', async () => (await countWaiting()) === 1);
  });
  expect(await resealing).toEqual({ count: 0, left: [webhook.id] });
  await resealSecrets(fixture.em(), [fresh, old]);
  expect(await openFresh(webhook.id)).toEqual([next, secret]);
});
