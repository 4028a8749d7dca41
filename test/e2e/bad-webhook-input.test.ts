import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { CreateWebhook, RegenerateSecret, SendTest, UpdateWebhook } from '../kit/documents.ts';
import type { CreateWebhookInput } from '../kit/graphql/graphql.ts';
import { ContractUpsertWorkspace } from './kit/contract-documents.ts';
import { readTables } from './kit/read-tables.ts';

let app: TestApp;
let customer: Customer;
let webhookId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api', DELIVERY_ALLOW_NETWORKS: '' } });
  customer = await createCustomer(app);
  ({ id: webhookId } = await customer.createWebhook('https://hooks.example.com/'));
});
afterAll(() => app.stop());

const good = { name: 'Orders', url: 'https://hooks.example.com/orders', events: ['rent.created'] };

type Errors = readonly { code: string; field?: string | null | undefined }[];

/** Returns `CODE field` of each, in order. */
function list(errors: Errors): string[] {
  return errors.map(({ code, field }) => `${code} ${field ?? '-'}`);
}

/** Invalid inputs of a webhook, and the expected errors. */
const invalidRows: [string, Partial<CreateWebhookInput>, string[]][] = [
  ['an empty name', { name: '' }, ['INVALID_INPUT name']],
  ['a name of blanks', { name: '  ' }, ['INVALID_INPUT name']],
  ['a name of 101 characters', { name: 'é'.repeat(101) }, ['INVALID_INPUT name']],
  ['a name with a line break', { name: 'a\nb' }, ['INVALID_INPUT name']],
  ['a name that changes its direction', { name: 'a\u202eb' }, ['INVALID_INPUT name']],
  ['an invisible name', { name: '\u200b' }, ['INVALID_INPUT name']],
  ['a URL that is not https', { url: 'http://hooks.example.com/' }, ['URL_NOT_ALLOWED url']],
  ['a URL with userinfo', { url: 'https://me@hooks.example.com/' }, ['URL_NOT_ALLOWED url']],
  ['a URL to a private address', { url: 'https://10.0.0.1/' }, ['URL_NOT_ALLOWED url']],
  ['a URL to this machine', { url: 'https://localhost/' }, ['URL_NOT_ALLOWED url']],
  ['no event', { events: [] }, ['INVALID_INPUT events']],
  ['an unknown event', { events: ['*', 'rent.lost'] }, ['UNKNOWN_EVENT_TYPE events.1']],
  ['an event twice', { events: ['*', '*'] }, ['INVALID_INPUT events.1']],
  ['a timeout of 0', { timeoutSeconds: 0 }, ['INVALID_INPUT timeoutSeconds']],
  ['a timeout of 31', { timeoutSeconds: 31 }, ['INVALID_INPUT timeoutSeconds']],
  [
    'four errors',
    { name: '', url: '', events: ['x'], timeoutSeconds: -1 },
    [
      'INVALID_INPUT name',
      'URL_NOT_ALLOWED url',
      'UNKNOWN_EVENT_TYPE events.0',
      'INVALID_INPUT timeoutSeconds',
    ],
  ],
];

describe('a webhook', () => {
  test.each(invalidRows)('with %s is neither created nor changed', async (_, invalid, expected) => {
    const before = await readTables(app);
    const input = { ...good, ...invalid };
    const { createWebhook } = await app.ask(customer.token, CreateWebhook, { input });
    expect(list(createWebhook.userErrors)).toEqual(expected);
    expect(createWebhook).toMatchObject({ webhook: null, secret: null });
    const change = { input: { webhookId, ...invalid } };
    const { updateWebhook } = await app.ask(customer.token, UpdateWebhook, change);
    expect(list(updateWebhook.userErrors)).toEqual(expected);
    expect(updateWebhook.webhook).toBeNull();
    expect(await readTables(app)).toEqual(before);
  });

  test.each([1.5, '10', 2 ** 31])('with a timeout of %p is a malformed request', async (wrong) => {
    const input = { ...good, timeoutSeconds: wrong as number };
    const { data, errors } = await app.request(customer.token, CreateWebhook, { input });
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([
      {
        extensions: { code: 'BAD_USER_INPUT' },
        message:
          'Variable $input is invalid at input.timeoutSeconds: Expected a value of type Int.',
      },
    ]);
  });

  test.each([
    { name: 'é'.repeat(100), timeoutSeconds: 1 },
    { name: 'a', timeoutSeconds: 30 },
  ])('at the limits is created (%#)', async (edge) => {
    const input = { ...good, ...edge };
    const { createWebhook } = await app.ask(customer.token, CreateWebhook, { input });
    expect(createWebhook.userErrors).toEqual([]);
    expect(createWebhook.webhook).toMatchObject(edge);
  });

  test('without a timeout gets one of 10 seconds', async () => {
    const { createWebhook } = await app.ask(customer.token, CreateWebhook, { input: good });
    expect(createWebhook.webhook?.timeoutSeconds).toBe(10);
  });
});

test.each([-1, 604_801])('a previous secret cannot be kept for %p seconds', async (seconds) => {
  const before = await readTables(app);
  const input = { webhookId, keepPreviousForSeconds: seconds };
  const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, { input });
  expect(list(regenerateSecret.userErrors)).toEqual(['INVALID_INPUT keepPreviousForSeconds']);
  expect(regenerateSecret).toMatchObject({ webhook: null, secret: null });
  expect(await readTables(app)).toEqual(before);
});

test('a test event of an unknown type or of the wildcard is not sent', async () => {
  const before = await readTables(app);
  for (const eventType of ['rent.lost', '*', '']) {
    const input = { webhookId, eventType };
    const { sendTest } = await app.ask(customer.token, SendTest, { input });
    expect(list(sendTest.userErrors)).toEqual(['UNKNOWN_EVENT_TYPE eventType']);
    expect(sendTest.delivery).toBeNull();
  }
  expect(await readTables(app)).toEqual(before);
});

test('a workspace with an invalid id or name is not created', async () => {
  const before = await readTables(app);
  const token = await app.token('anybody', ['platform']);
  const input = { id: 'a b', name: ' ', plan: 'FREE' as const };
  const { upsertWorkspace } = await app.ask(token, ContractUpsertWorkspace, { input });
  expect(list(upsertWorkspace.userErrors)).toEqual(['INVALID_INPUT id', 'INVALID_INPUT name']);
  const unknownPlan = { input: { ...input, plan: 'GOLD' as 'FREE' } };
  const { errors } = await app.request(token, ContractUpsertWorkspace, unknownPlan);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(await readTables(app)).toEqual(before);
});
