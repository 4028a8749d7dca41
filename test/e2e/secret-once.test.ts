import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType, type GraphQLInterfaceType } from 'graphql';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import {
  CreateWebhook,
  PublishEvents,
  RecoverDeliveries,
  RegenerateSecret,
  SendTest,
  UpdateWebhook,
} from '../kit/documents.ts';
import { CreateRent, UpdateItem } from '../kit/inventory-documents.ts';
import { startReceiver, verify, type Receiver } from '../kit/receiver.ts';
import { createShop } from '../kit/shop.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { contract } from './kit/contract-schema.ts';
import { parseOperation } from './kit/operation.ts';
import { readTables } from './kit/read-tables.ts';
import { selectEverything } from './kit/select-everything.ts';
import { createLogger } from '../../src/kernel/index.ts';

const log: string[] = [];
let app: TestApp;
let receiver: Receiver;
let customer: Customer;
/** Ids for the queries, by field. */
const ids: Record<string, string> = {};
/** Every secret ever shown, by webhook, newest last. */
const secrets: Record<string, string[]> = {};

beforeAll(async () => {
  const logger = createLogger('trace', { write: (line: string) => void log.push(line) });
  [app, receiver] = await Promise.all([startTestApp({ options: { logger } }), startReceiver()]);
  customer = await createCustomer(app);
  await fillInventory(); // before the webhooks exist, so nothing is sent
  await makeWebhook('first'); // unchanged
  await makeWebhook('both', 600, 600); // the previous secret also signs
  await makeWebhook('last', 600, 0); // the previous secret no longer signs
  await makeWebhookWithHeaders();
  // Log a failed attempt too, and answers that repeat the headers of their requests.
  receiver.answer(500, (response, { headers }) => void response.end(JSON.stringify(headers)));
  await customer.publish();
  await waitUntil('every delivery has had an attempt', async () =>
    (await customer.log()).every(({ attempts }) => attempts.length > 0),
  );
  const [delivery] = await customer.log();
  const { id, event, webhook } = delivery!;
  const { recoverDeliveries } = await app.ask(customer.token, RecoverDeliveries, {
    input: { filter: { createdAfter: '2025-01-01T00:00:00Z' } },
  });
  const recovery = recoverDeliveries.recovery?.id;
  Object.assign(ids, { delivery: id, event: event?.id, webhook: webhook?.id, recovery });
  await provokeErrors();
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

/** A rent with its renter and its item. */
async function fillInventory(): Promise<void> {
  const shop = createShop(app, customer);
  const item = await shop.createItem();
  const rent = await shop.createRent([{ itemId: item.id, quantity: 1 }]);
  Object.assign(ids, { item: item.id, renter: rent.renterId, rent: rent.id });
}

/** Values of secret headers: they are in requests, and nowhere else. */
const headerValues = ['Bearer 5ecret/of+a=header', 'another-5ecret-of-a-header'];

/** Creates a webhook with secret headers, and changes it so that one value is replaced and one is kept. */
async function makeWebhookWithHeaders(): Promise<void> {
  const [value = '', next = ''] = headerValues;
  const headers = [
    { name: 'Authorization', value, isSecret: true },
    { name: 'X-Key', value, isSecret: true },
  ];
  const settings = { headers, idempotencyKey: 'headers' };
  const { id: webhookId } = await customer.createWebhook(`${receiver.url}?headers`, settings);
  await app.ask(customer.token, UpdateWebhook, {
    input: {
      webhookId,
      headers: [
        { name: 'Authorization', isSecret: true },
        { name: 'X-Key', value: next, isSecret: true },
      ],
    },
  });
  await app.ask(customer.token, SendTest, { input: { webhookId } });
}

/** Creates a webhook, then one new secret for each number: the seconds the previous one stays valid. */
async function makeWebhook(name: string, ...keptSeconds: number[]): Promise<void> {
  const { id: webhookId, secret } = await customer.createWebhook(`${receiver.url}?${name}`);
  secrets[name] = [secret];
  for (const keepPreviousForSeconds of keptSeconds) {
    const input = { webhookId, keepPreviousForSeconds };
    const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, { input });
    secrets[name].push(regenerateSecret.secret ?? '');
  }
  await app.ask(customer.token, SendTest, { input: { webhookId } });
}

/** Errors are more likely to echo input than data is. */
async function provokeErrors(): Promise<void> {
  const [secret = ''] = secrets.first ?? [];
  const bad = { name: secret, url: secret, events: [secret], timeoutSeconds: secret as never };
  const invalid = [
    await app.request(customer.token, CreateWebhook, { input: bad }),
    await app.request(customer.token, CreateWebhook, { input: { ...bad, timeoutSeconds: 1 } }),
    await app.request(secret, CreateWebhook, { input: bad }),
    await app.request(customer.token, PublishEvents, {
      input: { events: [{ type: secret, data: { [secret]: secret }, idempotencyKey: secret }] },
    }),
    await app.request(customer.token, CreateWebhook, {
      input: {
        ...{ name: 'bad headers', url: receiver.url, events: ['*'] },
        headers: ['Host', 'X-Key'].map((name, n) => ({ name, value: `${headerValues[n]}\n` })),
      },
    }),
    await app.request(customer.token, UpdateItem, { input: { itemId: secret, sku: secret } }),
    await app.request(customer.token, CreateRent, {
      input: {
        renterId: secret,
        lines: [{ itemId: secret, quantity: 1 }],
        ...{ startsAt: secret, endsAt: secret },
      },
    }),
  ];
  for (const answer of invalid) expectNoSecret(JSON.stringify(answer));
}

/** Every text that reveals the secret, in any encoding. */
function listForms(secret: string): string[] {
  const base64 = secret.replace('whsec_', '');
  const key = Buffer.from(base64, 'base64');
  return [
    base64,
    base64.replaceAll('/', String.raw`\/`),
    encodeURIComponent(base64),
    key.toString('base64url'),
    key.toString('hex'),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
  ];
}

function expectNoSecret(text: string): void {
  const all = [...Object.values(secrets).flat(), ...headerValues];
  for (const form of all.flatMap(listForms)) expect(text.includes(form)).toBe(false);
}

test('each secret is different and has 32 bytes', () => {
  const all = Object.values(secrets).flat();
  expect(new Set(all).size).toBe(7);
  for (const secret of all) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test.each([
  ['first', 1],
  ['both', 2],
  ['last', 1],
])('only the valid secrets of the webhook "%s" sign', (name, count) => {
  const request = receiver.requests.find(({ path }) => path.endsWith(`?${name}`))!;
  const verifies = (secrets[name] ?? []).map((secret) => {
    try {
      return Boolean(verify(secret, request));
    } catch {
      return false;
    }
  });
  expect(verifies).toEqual(verifies.map((_, index) => index >= verifies.length - count));
});

test('no column of any table holds a secret', async () => {
  const tables = await readTables(app);
  expect(tables.webhooks).toHaveLength(4);
  expect(Object.keys(tables).some((name) => name.startsWith('attempts_'))).toBe(true);
  expectNoSecret(JSON.stringify(tables));
});

/** Every query of a workspace's token, with a full selection, for existing objects. */
function listQueries(): string[] {
  const fields = Object.values(contract.getQueryType()!.getFields());
  const queries = fields
    .filter(({ name }) => name !== 'node' && name !== 'workspaceDeletion')
    .map(({ name, type, args }) => {
      const page = args.some((argument) => argument.name === 'first') ? '(first: 3)' : '';
      const id = name in ids ? `(id: "${ids[name]}")` : page;
      const given = name === 'previewWebhook' ? '(first: 1, input: { events: ["*"] })' : id;
      return `{ ${name}${given} ${selectEverything(getNamedType(type), 4)} }`;
    });
  const kinds = contract.getPossibleTypes(contract.getType('Node') as GraphQLInterfaceType);
  const nodes = kinds.map((kind) => {
    const id = ids[kind.name.toLowerCase()];
    return `{ node(id: "${id}") { ... on ${kind.name} ${selectEverything(kind, 4)} } }`;
  });
  return [...queries, ...nodes];
}

test('no field of any query reveals a secret', async () => {
  for (const query of listQueries()) {
    const { document, variables } = parseOperation(query);
    const { data, errors } = await app.request(customer.token, document, variables);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toEqual([expect.anything()]);
    expectNoSecret(JSON.stringify(data));
  }
});

test('only the requests of its webhook carry a secret header, and no request a signing secret', () => {
  const own = receiver.requests.filter(({ path }) => path.endsWith('?headers'));
  expect(own.length).toBeGreaterThan(0);
  for (const { headers } of own) {
    expect([headers.authorization, headers['x-key']]).toEqual(headerValues);
    Object.assign(headers, { authorization: '', 'x-key': '' });
  }
  expectNoSecret(JSON.stringify(receiver.requests));
});

test('the log shows a mark in place of a secret header', async () => {
  const log = await customer.log();
  const shown = log.flatMap(({ attempts }) => attempts.map((attempt) => attempt.requestHeaders));
  const own = shown
    .map((headers) => JSON.stringify(headers))
    .filter((it) => it.includes('"X-Key"'));
  expect(own.length).toBeGreaterThan(0);
  for (const text of own) {
    expect(JSON.parse(text)).toMatchObject({ Authorization: '••••', 'X-Key': '••••' });
  }
});

test('no log line contains a secret', () => {
  expect(log.length).toBeGreaterThan(0);
  expectNoSecret(log.join(''));
});
