import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { CreateWebhook, UpdateWebhook } from '../kit/documents.ts';
import { graphql } from '../kit/graphql/index.ts';
import { readTables } from '../e2e/kit/read-tables.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
});
afterAll(() => app.stop());

const good = { name: 'Orders', url: 'https://hooks.example.com/orders', events: ['*'] };

describe('a dry run of createWebhook', () => {
  test('creates nothing, shows no secret and leaves the idempotency key unused', async () => {
    const { token } = await createCustomer(app);
    const input = { ...good, idempotencyKey: 'once' };
    const before = await readTables(app);
    const dry = await app.ask(token, CreateWebhook, { input: { ...input, dryRun: true } });
    expect(dry.createWebhook).toEqual({ webhook: null, secret: null, userErrors: [] });
    expect(await readTables(app)).toEqual(before);
    const { createWebhook } = await app.ask(token, CreateWebhook, { input });
    expect(createWebhook).toMatchObject({ secret: expect.any(String), userErrors: [] });
  });

  test('ignores that the key was used', async () => {
    const { token } = await createCustomer(app);
    const input = { ...good, idempotencyKey: 'once' };
    await app.ask(token, CreateWebhook, { input });
    const dry = await app.ask(token, CreateWebhook, { input: { ...input, dryRun: true } });
    expect(dry.createWebhook.userErrors).toEqual([]);
  });

  test('returns the errors of the settings, of the URL and of the key', async () => {
    const { token } = await createCustomer(app);
    const bad = { name: '', url: 'https://10.0.0.1/', events: ['x'], idempotencyKey: '' };
    const input = { ...bad, dryRun: true };
    const { createWebhook } = await app.ask(token, CreateWebhook, { input });
    expect(createWebhook.userErrors.map(({ code, field }) => [code, field])).toEqual([
      ['INVALID_INPUT', 'name'],
      ['URL_NOT_ALLOWED', 'url'],
      ['UNKNOWN_EVENT_TYPE', 'events.0'],
      ['INVALID_INPUT', 'idempotencyKey'],
    ]);
  });

  test('returns the limits of the plan', async () => {
    const input = { ...good, dryRun: true };
    const free = await createCustomer(app, 'FREE');
    const refused = await app.ask(free.token, CreateWebhook, { input });
    expect(refused.createWebhook.userErrors[0]?.code).toBe('PLAN_UPGRADE_REQUIRED');
    const full = await createCustomer(app, 'PROFESSIONAL');
    for (let count = 0; count < 10; count += 1) await full.createWebhook(good.url);
    const beyond = await app.ask(full.token, CreateWebhook, { input });
    expect(beyond.createWebhook.userErrors[0]?.code).toBe('PLAN_LIMIT_REACHED');
  });
});

describe('a dry run of updateWebhook', () => {
  test('returns the unchanged webhook and changes nothing', async () => {
    const { token, createWebhook } = await createCustomer(app);
    const { id: webhookId } = await createWebhook(good.url);
    const before = await readTables(app);
    const input = { webhookId, name: 'New', version: 1, dryRun: true };
    const { updateWebhook } = await app.ask(token, UpdateWebhook, { input });
    expect(updateWebhook).toMatchObject({ webhook: { name: 'a webhook' }, userErrors: [] });
    expect(await readTables(app)).toEqual(before);
  });

  test.each([
    ['an invalid setting', { timeoutSeconds: 31 }, 'INVALID_INPUT timeoutSeconds'],
    ['a refused URL', { url: 'http://example.com/' }, 'URL_NOT_ALLOWED url'],
    ['another version', { version: 7 }, 'CONFLICT version'],
    ['an unknown webhook', { webhookId: 'wh_nonsense' }, 'NOT_FOUND webhookId'],
  ])('returns the error of %s', async (_name, wrong, expected) => {
    const { token, createWebhook } = await createCustomer(app);
    const { id: webhookId } = await createWebhook(good.url);
    const input = { webhookId, ...wrong, dryRun: true };
    const { updateWebhook } = await app.ask(token, UpdateWebhook, { input });
    expect(updateWebhook.webhook).toBeNull();
    expect(updateWebhook.userErrors.map(({ code, field }) => `${code} ${field}`)).toEqual([
      expected,
    ]);
  });
});

const CreatePaused = graphql(`
  mutation CreatePaused($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      webhook {
        status
        pausedAt
        description
        version
      }
    }
  }
`);

test('a webhook created as paused keeps its deliveries waiting', async () => {
  const customer = await createCustomer(app);
  const input = { ...good, isPaused: true, description: 'For orders' };
  const { createWebhook } = await app.ask(customer.token, CreatePaused, { input });
  expect(createWebhook.webhook).toEqual({
    status: 'PAUSED',
    pausedAt: expect.any(String),
    description: 'For orders',
    version: 1,
  });
  await customer.publish();
  expect(await customer.log()).toMatchObject([{ status: 'PENDING', attemptCount: 0 }]);
});
