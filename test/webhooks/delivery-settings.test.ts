import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadDeliverySettings, WebhookEntity, type Webhook } from '../../src/webhooks/index.ts';
import { goodSettings, openWebhookFixture, type WebhookFixture } from './webhook-fixture.ts';

let fixture: WebhookFixture;
let workspaceId: string;
beforeAll(async () => {
  fixture = await openWebhookFixture();
  workspaceId = await fixture.addWorkspace('ENTERPRISE');
});
afterAll(() => fixture.close());

const instant = new Date('2025-01-15T10:30:00.123Z');

async function loadWith(facts: Partial<Webhook>) {
  const { webhook } = await fixture.addWebhook(workspaceId);
  await fixture.em().nativeUpdate(WebhookEntity, { id: webhook.id }, facts);
  return (await loadDeliverySettings(fixture.em(), [webhook.id])).get(webhook.id);
}

describe('loadDeliverySettings', () => {
  test('returns the settings for a request', async () => {
    expect(await loadWith({ timeoutSeconds: 7 })).toMatchObject({
      url: goodSettings.url,
      timeoutSeconds: 7,
      status: 'ACTIVE',
      deletedAt: null,
      coolingDownUntil: null,
      sealedSecrets: { previous: null },
    });
  });

  test.each([
    ['SUSPENDED', { suspended: true }],
    ['DISABLED', { disabledAt: instant }],
    ['PAUSED', { pausedAt: instant }],
  ])('answers the status %s', async (status, facts) => {
    expect(await loadWith(facts)).toMatchObject({ status });
  });

  test.each([
    ['url', { url: 'https://hooks.example.com/moved' }],
    ['timeout', { timeoutSeconds: 7 }],
    ['headers', { headers: [{ name: 'X-Team', value: 'orders' }] }],
    ['secret', { secret: 'sealed again' }],
    ['previous secret', { previousSecret: 'sealed' }],
    ["previous secret's end", { previousSecretEndsAt: instant }],
    ['suspension', { suspended: true }],
    ['disabling', { disabledAt: instant }],
    ['pause', { pausedAt: instant }],
    ['deletion', { deletedAt: instant }],
    ['cool-down', { coolingDownUntil: instant }],
    ['failing', { failingSince: instant }],
  ])('gives a version that every change of the %s raises', async (_fact, facts) => {
    expect(await loadWith({})).toMatchObject({ version: 1 });
    expect(await loadWith(facts)).toMatchObject({ version: 2 });
  });

  test('returns a version that only these changes increase', async () => {
    const facts = { name: 'Another', events: ['rent.created'], updatedAt: instant };
    expect(await loadWith(facts)).toMatchObject({ version: 1 });
  });

  test('returns instants to the millisecond', async () => {
    const facts = { deletedAt: instant, coolingDownUntil: instant };
    expect(await loadWith(facts)).toMatchObject(facts);
    const previous = { previousSecret: 'sealed', previousSecretEndsAt: instant };
    expect(await loadWith(previous)).toMatchObject({
      sealedSecrets: { previous: { sealed: 'sealed', endsAt: instant } },
    });
  });

  test('skips unknown ids and loads many webhooks at once', async () => {
    const made = await Promise.all([1, 2, 3].map(() => fixture.addWebhook(workspaceId)));
    const ids = made.map(({ webhook }) => webhook.id);
    const unknown = '01890000-0000-7000-8000-000000000000';
    const settings = await loadDeliverySettings(fixture.em(), [...ids, unknown]);
    expect([...settings.keys()].sort()).toEqual(ids.sort());
    expect(await loadDeliverySettings(fixture.em(), [])).toEqual(new Map());
  });
});
