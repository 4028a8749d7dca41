import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '../../src/db/index.ts';
import {
  findWebhook,
  loadDeliverySettings,
  onPlanChanged,
  openSecrets,
  regenerateSecret,
  WebhookEntity,
} from '../../src/webhooks/index.ts';
import { createSecret, hintOf } from '../../src/webhooks/secret.ts';
import { upsertWorkspace } from '../../src/workspaces/index.ts';
import { apiId, errorsOf, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

const start = new Date('2030-01-01T00:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

async function regenerate(id: string, keepSeconds?: number, owner = workspaceId): Promise<string> {
  fixture.now = start;
  const keep = keepSeconds === undefined ? {} : { keepPreviousForSeconds: keepSeconds };
  const input = { webhookId: apiId({ id }), ...keep };
  return (await regenerateSecret(fixture.dependencies, fixture.em(), owner, input)).secret!;
}

async function secretsAt(id: string, now: Date): Promise<string[]> {
  const settings = await loadDeliverySettings(fixture.em(), [id]);
  return openSecrets(settings.get(id)!, fixture.secretBox, now);
}

describe('a secret', () => {
  test('is whsec_ and 32 random bytes in base64', () => {
    const secret = createSecret();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(createSecret()).not.toBe(secret);
    expect(hintOf(secret)).toBe(secret.slice(-4));
  });

  test('is returned by the call that created it and stored in no column', async () => {
    const { webhook, secret } = await fixture.addWebhook(workspaceId);
    const { rows } = await sql<{ row: string }>`
      select webhooks::text as row from webhooks where id = ${webhook.id}
    `.execute(fixture.em().getKysely());
    expect(rows[0]!.row).toContain(webhook.secretHint);
    expect(rows[0]!.row).not.toContain(secret.slice('whsec_'.length, -4));
    expect(JSON.stringify(webhook)).not.toContain(secret.slice('whsec_'.length, -4));
    expect(await secretsAt(webhook.id, new Date())).toEqual([secret]);
  });

  test('that was replaced is shown by the time when it ends, until then', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const read = async () =>
      (await findWebhook(fixture.em(), workspaceId, apiId(webhook)))!.previousSecretEndsAt;
    expect(await read()).toBeNull();
    await regenerate(webhook.id, 3_600);
    expect(await read()).toEqual(after(3_600));
    const previousSecretEndsAt = new Date(Date.now() - 1_000);
    await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, { previousSecretEndsAt });
    expect(await read()).toBeNull();
    await regenerate(webhook.id, 0);
    expect(await read()).toBeNull();
  });

  test('cannot be decrypted in the row of another webhook', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const settings = (await loadDeliverySettings(fixture.em(), [webhook.id])).get(webhook.id)!;
    const moved = { ...settings, webhookId: (await fixture.addWebhook(workspaceId)).webhook.id };
    expect(() => openSecrets(moved, fixture.secretBox, new Date())).toThrow();
  });
});

describe('regenerateSecret', () => {
  test('stops the old secret at once by default', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const secret = await regenerate(webhook.id);
    expect(await secretsAt(webhook.id, start)).toEqual([secret]);
    expect(await fixture.readRow(webhook.id)).toMatchObject({
      secretHint: hintOf(secret),
      secretCreatedAt: start,
      previousSecret: null,
      previousSecretEndsAt: null,
    });
  });

  test('keeps the old secret for the requested time and no longer', async () => {
    const { webhook, secret: first } = await fixture.addWebhook(workspaceId);
    const second = await regenerate(webhook.id, 60);
    expect(await secretsAt(webhook.id, start)).toEqual([second, first]);
    expect(await secretsAt(webhook.id, after(59.999))).toEqual([second, first]);
    expect(await secretsAt(webhook.id, after(60))).toEqual([second]);
  });

  test('drops the oldest secret at a second call', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const second = await regenerate(webhook.id, 604_800);
    const third = await regenerate(webhook.id, 604_800);
    expect(await secretsAt(webhook.id, start)).toEqual([third, second]);
    const fourth = await regenerate(webhook.id, 0);
    expect(await secretsAt(webhook.id, start)).toEqual([fourth]);
  });

  test('leaves only the last two secrets after concurrent calls', async () => {
    const { webhook } = await fixture.addWebhook(workspaceId);
    const made = await Promise.all([1, 2, 3, 4].map(() => regenerate(webhook.id, 60)));
    const [current, previous, ...rest] = await secretsAt(webhook.id, start);
    expect(made).toContain(current);
    expect(made).toContain(previous);
    expect(current).not.toBe(previous);
    expect(rest).toEqual([]);
  });

  test.each([-1, 604_801, 1.5])(
    'refuses to keep the old secret for %s seconds',
    async (seconds) => {
      const { webhook, secret } = await fixture.addWebhook(workspaceId);
      expect(await errorsOf(regenerate(webhook.id, seconds))).toEqual([
        ['INVALID_INPUT', 'keepPreviousForSeconds'],
      ]);
      expect(await secretsAt(webhook.id, start)).toEqual([secret]);
    },
  );

  test('works on a plan without webhooks, because the secret may have leaked', async () => {
    const free = await fixture.addWorkspace('PROFESSIONAL');
    const { webhook } = await fixture.addWebhook(free);
    await upsertWorkspace(fixture.em(), { id: free, name: free, plan: 'FREE' }, onPlanChanged);
    const secret = await regenerate(webhook.id, 0, free);
    expect(await secretsAt(webhook.id, start)).toEqual([secret]);
  });
});
