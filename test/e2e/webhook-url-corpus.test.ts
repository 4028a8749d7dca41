import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCorpus } from '../corpus/read-corpus.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { CreateWebhook, GetWebhook, UpdateWebhook } from '../kit/documents.ts';

const savedUrl = 'https://before.fixture.example/hook';

let app: TestApp;
let customer: Customer;
let savedId: string;
let lookUpCount = 0;

beforeAll(async () => {
  // The default: only public networks are allowed. Nothing is sent.
  app = await startTestApp({
    env: { ROLES: 'api', DELIVERY_ALLOW_NETWORKS: '' },
    options: {
      resolve: async () => {
        lookUpCount += 1;
        return { addresses: [] };
      },
    },
  });
  customer = await createCustomer(app, 'ENTERPRISE');
  savedId = (await customer.createWebhook(savedUrl)).id;
});
afterAll(() => app.stop());

async function create(url: string) {
  const input = { name: 'row', url, events: ['*'] };
  return (await app.ask(customer.token, CreateWebhook, { input })).createWebhook;
}

async function update(webhookId: string, url: string) {
  return (await app.ask(customer.token, UpdateWebhook, { input: { webhookId, url } }))
    .updateWebhook;
}

async function readSavedUrl() {
  return (await app.ask(customer.token, GetWebhook, { id: savedId })).webhook?.url;
}

const rows = readCorpus();

describe('a URL of the corpus', () => {
  test.each(rows.filter(({ verdict }) => verdict === 'V'))(
    'row $number is refused, for a new and for an existing webhook: $reason',
    async ({ url }) => {
      const { webhook, secret, userErrors } = await create(url);
      expect(userErrors).toMatchObject([{ code: 'URL_NOT_ALLOWED', field: 'url' }]);
      expect([webhook, secret]).toEqual([null, null]);
      expect(await update(savedId, url)).toEqual({ webhook: null, userErrors });
    },
  );

  test.each(rows.filter(({ verdict }) => verdict !== 'V'))(
    'row $number is accepted, for a new and for an existing webhook: $reason',
    async ({ url }) => {
      const { webhook, userErrors } = await create(url);
      expect(userErrors).toEqual([]);
      expect(webhook?.url).toBe(new URL(url).href);
      const other = await customer.createWebhook('https://other.fixture.example/');
      const updated = await update(other.id, url);
      expect(updated).toMatchObject({ webhook: { url: new URL(url).href }, userErrors: [] });
    },
  );

  test('that is not allowed changes nothing', async () => {
    for (const { url } of rows.filter(({ verdict }) => verdict === 'V').slice(0, 3)) {
      await update(savedId, url);
    }
    expect(await readSavedUrl()).toBe(savedUrl);
  });

  test('is not resolved when it is saved, so saving reveals nothing about a network', async () => {
    await create('https://never-asked.fixture.example/');
    expect(lookUpCount).toBe(0);
  });
});
