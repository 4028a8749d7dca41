import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import {
  loadDeliverySettings,
  onPlanChanged,
  openSecrets,
  regenerateSecret,
} from '../../src/webhooks/index.ts';
import { createSecret, hintOf } from '../../src/webhooks/secret.ts';
import { upsertWorkspace } from '../../src/workspaces/index.ts';
import { apiId, faultsOf, openWebhookLab, type WebhookLab } from './webhook-lab.ts';

let lab: WebhookLab;
let workspaceId: string;
beforeAll(async () => {
  lab = await openWebhookLab();
  workspaceId = await lab.addWorkspace('ENTERPRISE');
});
afterAll(() => lab.close());

const start = new Date('2030-01-01T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

async function regenerate(id: string, keepSeconds?: number, owner = workspaceId): Promise<string> {
  lab.now = start;
  const keep = keepSeconds === undefined ? {} : { keepPreviousForSeconds: keepSeconds };
  const input = { webhookId: apiId({ id }), ...keep };
  return (await regenerateSecret(lab.dependencies, lab.em(), owner, input)).secret!;
}

async function secretsAt(id: string, now: Date): Promise<string[]> {
  const settings = await loadDeliverySettings(lab.em(), [id]);
  return openSecrets(settings.get(id)!, lab.secretBox, now);
}

describe('a secret', () => {
  test('is whsec_ and 32 random bytes in base64', () => {
    const secret = createSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(createSecret()).not.toBe(secret);
    expect(hintOf(secret)).toBe(secret.slice(-4));
  });

  test('is answered by the call that made it and is in no column', async () => {
    const { webhook, secret } = await lab.addWebhook(workspaceId);
    const { rows } = await sql<{ row: string }>`
      select webhooks::text as row from webhooks where id = ${webhook.id}
    `.execute(lab.em().getKysely());
    expect(rows[0]!.row).toContain(webhook.secretHint);
    expect(rows[0]!.row).not.toContain(secret.slice('whsec_'.length, -4));
    expect(JSON.stringify(webhook)).not.toContain(secret.slice('whsec_'.length, -4));
    expect(await secretsAt(webhook.id, new Date())).toEqual([secret]);
  });

  test('cannot be opened in the row of another webhook', async () => {
    const { webhook } = await lab.addWebhook(workspaceId);
    const settings = (await loadDeliverySettings(lab.em(), [webhook.id])).get(webhook.id)!;
    const moved = { ...settings, webhookId: (await lab.addWebhook(workspaceId)).webhook.id };
    expect(() => openSecrets(moved, lab.secretBox, new Date())).toThrow();
  });
});

describe('regenerateSecret', () => {
  test('cuts the old secret at once when nothing else is asked', async () => {
    const { webhook } = await lab.addWebhook(workspaceId);
    const secret = await regenerate(webhook.id);
    expect(await secretsAt(webhook.id, start)).toEqual([secret]);
    expect(await lab.readRow(webhook.id)).toMatchObject({
      secretHint: hintOf(secret),
      secretCreatedAt: start,
      previousSecret: null,
      previousSecretEndsAt: null,
    });
  });

  test('keeps the old one beside the new one for the time asked and no longer', async () => {
    const { webhook, secret: first } = await lab.addWebhook(workspaceId);
    const second = await regenerate(webhook.id, 60);
    expect(await secretsAt(webhook.id, start)).toEqual([second, first]);
    expect(await secretsAt(webhook.id, after(59.999))).toEqual([second, first]);
    expect(await secretsAt(webhook.id, after(60))).toEqual([second]);
  });

  test('drops the older one at the second call', async () => {
    const { webhook } = await lab.addWebhook(workspaceId);
    const second = await regenerate(webhook.id, 604_800);
    const third = await regenerate(webhook.id, 604_800);
    expect(await secretsAt(webhook.id, start)).toEqual([third, second]);
    const fourth = await regenerate(webhook.id, 0);
    expect(await secretsAt(webhook.id, start)).toEqual([fourth]);
  });

  test('leaves no more than the last two when several are asked for at once', async () => {
    const { webhook } = await lab.addWebhook(workspaceId);
    const made = await Promise.all([1, 2, 3, 4].map(() => regenerate(webhook.id, 60)));
    const [current, previous, ...rest] = await secretsAt(webhook.id, start);
    expect(made).toContain(current);
    expect(made).toContain(previous);
    expect(current).not.toBe(previous);
    expect(rest).toEqual([]);
  });

  test.each([-1, 604_801, 1.5])('refuses to keep the old one for %s seconds', async (seconds) => {
    const { webhook, secret } = await lab.addWebhook(workspaceId);
    expect(await faultsOf(regenerate(webhook.id, seconds))).toEqual([
      ['INVALID_INPUT', 'keepPreviousForSeconds'],
    ]);
    expect(await secretsAt(webhook.id, start)).toEqual([secret]);
  });

  test('works on a plan without webhooks, since the secret may have leaked', async () => {
    const free = await lab.addWorkspace('PROFESSIONAL');
    const { webhook } = await lab.addWebhook(free);
    await upsertWorkspace(lab.em(), { id: free, name: free, plan: 'FREE' }, onPlanChanged);
    const secret = await regenerate(webhook.id, 0, free);
    expect(await secretsAt(webhook.id, start)).toEqual([secret]);
  });
});
