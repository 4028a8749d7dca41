import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSecretBox } from '../../src/kernel/index.ts';
import { deleteWebhook, regenerateSecret, resealSecrets } from '../../src/webhooks/index.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { apiId, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

const old = { id: 'k1', key: Buffer.alloc(32, 7) }; // the lab's
const fresh = { id: 'k2', key: Buffer.alloc(32, 8) };
const freshBox = createSecretBox([fresh]);

let lab: WebhookLab;
let workspaceId: string;
beforeAll(async () => {
  lab = await openWebhookLab();
});
beforeEach(async () => {
  await resealSecrets(lab.em(), [fresh, old]);
  workspaceId = await lab.addWorkspace('ENTERPRISE');
});
afterAll(() => lab.close());

/** The present secret and the one before, opened with the fresh key alone. */
async function openFresh(id: string): Promise<(string | null)[]> {
  const { secret, previousSecret } = await lab.readRow(id);
  return [secret, previousSecret ?? null].map((sealed) => sealed && freshBox.open(sealed, id));
}

async function regenerate(webhook: { id: string }, em = lab.em()): Promise<string> {
  const input = { webhookId: apiId(webhook), keepPreviousForSeconds: 600 };
  return (await regenerateSecret(lab.dependencies, em, workspaceId, input)).secret!;
}

/** How many sessions wait for a lock in the lab's database. */
async function countWaiting(): Promise<number> {
  const [row] = await lab.em().execute<{ count: number }[]>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
}

test('every secret can be opened with the first key alone: of old, changed and deleted webhooks', async () => {
  const plain = await lab.addWebhook(workspaceId);
  const changed = await lab.addWebhook(workspaceId);
  const next = await regenerate(changed.webhook);
  const deleted = await lab.addWebhook(workspaceId);
  await deleteWebhook(lab.dependencies, lab.em(), workspaceId, {
    webhookId: apiId(deleted.webhook),
  });

  expect(await resealSecrets(lab.em(), [fresh, old])).toEqual({ count: 3, left: [] });
  expect(await openFresh(plain.webhook.id)).toEqual([plain.secret, null]);
  expect(await openFresh(changed.webhook.id)).toEqual([next, changed.secret]);
  expect(await openFresh(deleted.webhook.id)).toEqual([deleted.secret, null]);
  expect(await resealSecrets(lab.em(), [fresh])).toEqual({ count: 0, left: [] });
});

test('more webhooks than fit in a batch are all encrypted again', async () => {
  const { webhook } = await lab.addWebhook(workspaceId);
  await lab.em().execute(
    `insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
     select new_id(), workspace_id, name, url, events, timeout_seconds, 'gone:', secret_hint
     from webhooks, generate_series(1, 1000) where id = ?`,
    [webhook.id],
  );
  const { count, left } = await resealSecrets(lab.em(), [fresh, old]);
  expect([count, left.length]).toEqual([1, 1000]);
  expect(new Set(left).size).toBe(1000);
  await lab.em().execute(`delete from webhooks where secret = 'gone:'`);
});

test('a webhook whose key is missing is named and left as it is', async () => {
  const { webhook, secret } = await lab.addWebhook(workspaceId);
  expect(await resealSecrets(lab.em(), [fresh])).toEqual({ count: 0, left: [webhook.id] });
  const { secret: sealed } = await lab.readRow(webhook.id);
  expect(lab.secretBox.open(sealed, webhook.id)).toBe(secret);
});

test('a secret that somebody regenerates meanwhile is not overwritten', async () => {
  const { webhook, secret } = await lab.addWebhook(workspaceId);
  let next = '';
  let resealing: ReturnType<typeof resealSecrets> | undefined;
  await lab.em().transactional(async (em) => {
    next = await regenerate(webhook, em);
    await em.flush();
    resealing = resealSecrets(lab.em(), [fresh, old]);
    await waitUntil('it waits for the row', async () => (await countWaiting()) === 1);
  });
  expect(await resealing).toEqual({ count: 0, left: [webhook.id] });
  await resealSecrets(lab.em(), [fresh, old]);
  expect(await openFresh(webhook.id)).toEqual([next, secret]);
});
