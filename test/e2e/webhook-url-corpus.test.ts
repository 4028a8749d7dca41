import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCorpus } from '../corpus/read-corpus.ts';
import { startTestApp } from '../kit/app.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import type { Customer } from '../kit/customer.ts';
import { CreateWebhook } from '../kit/documents.ts';

let app: TestApp;
let customer: Customer;

beforeAll(async () => {
  // As operators have it: no network is allowed beside the public ones. Nothing is ever sent.
  app = await startTestApp({ env: { ROLES: 'api', DELIVERY_ALLOW_NETWORKS: '' } });
  customer = await createCustomer(app, 'ENTERPRISE');
});
afterAll(() => app.stop());

async function create(url: string) {
  const input = { name: 'row', url, events: ['*'] };
  return (await app.ask(customer.token, CreateWebhook, { input })).createWebhook;
}

const rows = readCorpus();

describe('a URL of the corpus', () => {
  test.each(rows.filter(({ verdict }) => verdict === 'V'))(
    'row $number is not allowed: $reason',
    async ({ url }) => {
      const { webhook, secret, userErrors } = await create(url);
      expect(userErrors).toMatchObject([{ code: 'URL_NOT_ALLOWED', field: 'url' }]);
      expect([webhook, secret]).toEqual([null, null]);
    },
  );

  test.each(rows.filter(({ verdict }) => verdict !== 'V'))(
    'row $number is accepted: $reason',
    async ({ url }) => {
      const { webhook, userErrors } = await create(url);
      expect(userErrors).toEqual([]);
      expect(webhook?.url).toBe(new URL(url).href);
    },
  );
});
