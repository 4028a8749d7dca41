import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType, type GraphQLInterfaceType } from 'graphql';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { CreateWebhook, PublishEvents, RegenerateSecret, SendTest } from '../kit/documents.ts';
import { CreateRent, UpdateItem } from '../kit/inventory-documents.ts';
import { startReceiver, verify, type Receiver } from '../kit/receiver.ts';
import { createShop } from '../kit/shop.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { contract } from './contract-schema.ts';
import { parseOperation } from './operation.ts';
import { readTables } from './read-tables.ts';
import { selectEverything } from './select-everything.ts';
import { createLogger } from '../../src/kernel/index.ts';

const log: string[] = [];
let app: TestApp;
let receiver: Receiver;
let customer: Customer;
/** The ids of what the queries ask for, by the field that finds it. */
const ids: Record<string, string> = {};
/** Every secret that was ever shown, by the webhook that has or had it, the newest last. */
const secrets: Record<string, string[]> = {};

beforeAll(async () => {
  const logger = createLogger('trace', { write: (line: string) => void log.push(line) });
  [app, receiver] = await Promise.all([startTestApp({ options: { logger } }), startReceiver()]);
  customer = await createCustomer(app);
  await fillInventory(); // before there is a webhook: the receiver hears nothing of it
  await makeWebhook('first'); // as it was made
  await makeWebhook('both', 600, 600); // the one before signs too
  await makeWebhook('last', 600, 0); // the one before is cut
  receiver.answer(500, 200); // a failed attempt is in the log as well
  await customer.publish();
  await waitUntil('every delivery has had an attempt', async () =>
    (await customer.log()).every(({ attempts }) => attempts.length > 0),
  );
  const [delivery] = await customer.log();
  const { id, event, webhook } = delivery!;
  Object.assign(ids, { delivery: id, event: event?.id, webhook: webhook?.id });
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

/** A webhook of this name; then it gets a new secret as often, and the previous one is kept for so many seconds. */
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

/** Errors repeat what was sent more easily than answers do. */
async function provokeErrors(): Promise<void> {
  const [secret = ''] = secrets.first ?? [];
  const bad = { name: secret, url: secret, events: [secret], timeoutSeconds: secret as never };
  const faulty = [
    await app.request(customer.token, CreateWebhook, { input: bad }),
    await app.request(customer.token, CreateWebhook, { input: { ...bad, timeoutSeconds: 1 } }),
    await app.request(secret, CreateWebhook, { input: bad }),
    await app.request(customer.token, PublishEvents, {
      input: { events: [{ type: secret, data: { [secret]: secret }, idempotencyKey: secret }] },
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
  for (const answer of faulty) expectNoSecret(JSON.stringify(answer));
}

/** The texts by which somebody could sign, whatever they were written as. */
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
  for (const form of Object.values(secrets).flat().flatMap(listForms))
    expect(text.includes(form)).toBe(false);
}

test('each secret is another one, of 32 bytes', () => {
  const all = Object.values(secrets).flat();
  expect(new Set(all).size).toBe(7);
  for (const secret of all) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test.each([
  ['first', 1],
  ['both', 2],
  ['last', 1],
])('the secrets of the webhook "%s" that still hold sign, and no other', (name, count) => {
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
  expect(tables.webhooks).toHaveLength(3);
  expect(Object.keys(tables).some((name) => name.startsWith('attempts_'))).toBe(true);
  expectNoSecret(JSON.stringify(tables));
});

/** Every query of the contract with all that it can show, for objects that exist. */
function listQueries(): string[] {
  const fields = Object.values(contract.getQueryType()!.getFields());
  const queries = fields
    .filter(({ name }) => name !== 'node')
    .map(({ name, type, args }) => {
      const page = args.some((argument) => argument.name === 'first') ? '(first: 3)' : '';
      const id = name in ids ? `(id: "${ids[name]}")` : page;
      return `{ ${name}${id} ${selectEverything(getNamedType(type), 4)} }`;
    });
  const kinds = contract.getPossibleTypes(contract.getType('Node') as GraphQLInterfaceType);
  const nodes = kinds.map((kind) => {
    const id = ids[kind.name.toLowerCase()];
    return `{ node(id: "${id}") { ... on ${kind.name} ${selectEverything(kind, 4)} } }`;
  });
  return [...queries, ...nodes];
}

test('no query tells a secret, whatever field is asked', async () => {
  for (const query of listQueries()) {
    const { document, variables } = parseOperation(query);
    const { data, errors } = await app.request(customer.token, document, variables);
    expect(errors).toBeUndefined();
    expect(Object.values(data ?? {})).toEqual([expect.anything()]);
    expectNoSecret(JSON.stringify(data));
  }
});

test('no request carries a secret', () => {
  expect(receiver.requests.length).toBeGreaterThan(0);
  expectNoSecret(JSON.stringify(receiver.requests));
});

test('no line of the log has a secret', () => {
  expect(log.length).toBeGreaterThan(0);
  expectNoSecret(log.join(''));
});
