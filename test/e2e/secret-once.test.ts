import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getNamedType } from 'graphql';
import type { GraphQLInterfaceType } from 'graphql';
import { pino } from 'pino';
import { startTestApp } from '../kit/app.ts';
import type { TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import type { Customer } from '../kit/customer.ts';
import { CreateWebhook, PublishEvents, RegenerateSecret, SendTest } from '../kit/documents.ts';
import { startReceiver, verify } from '../kit/receiver.ts';
import type { Receiver } from '../kit/receiver.ts';
import { contract } from './contract-schema.ts';
import { parseOperation } from './operation.ts';
import { readTables } from './read-tables.ts';
import { selectEverything } from './select-everything.ts';

const log: string[] = [];
let app: TestApp;
let receiver: Receiver;
let customer: Customer;
let webhookId: string;
/** Every secret that was ever shown; each has signed something. */
const secrets: string[] = [];

beforeAll(async () => {
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  [app, receiver] = await Promise.all([startTestApp({ options: { logger } }), startReceiver()]);
  customer = await createCustomer(app);
  const made = await customer.createWebhook(receiver.url);
  webhookId = made.id;
  secrets.push(made.secret, await regenerate(600), await regenerate(600), await regenerate(0));
  receiver.answer(500, 200); // a retry and a success are in the log
  await customer.publish();
  await app.ask(customer.token, SendTest, { input: { webhookId } });
  await receiver.waitFor(2);
  await provokeFaults();
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

/** The secret signs a test event before the next one takes its place. */
async function regenerate(keepPreviousForSeconds: number): Promise<string> {
  const input = { webhookId, keepPreviousForSeconds };
  const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, { input });
  return regenerateSecret.secret ?? '';
}

/** Errors repeat what was sent more easily than answers do. */
async function provokeFaults(): Promise<void> {
  const [secret = ''] = secrets;
  const bad = { name: secret, url: secret, events: [secret], timeoutSeconds: secret as never };
  const faulty = [
    await app.request(customer.token, CreateWebhook, { input: bad }),
    await app.request(customer.token, CreateWebhook, { input: { ...bad, timeoutSeconds: 1 } }),
    await app.request(secret, CreateWebhook, { input: bad }),
    await app.request(customer.token, PublishEvents, {
      input: { events: [{ type: secret, data: { [secret]: secret }, idempotencyKey: secret }] },
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
  for (const form of secrets.flatMap(listForms)) expect(text.includes(form)).toBe(false);
}

test('each secret is another one, of 32 bytes', () => {
  expect(new Set(secrets).size).toBe(4);
  for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

test('the last secret alone signs after a regeneration without an overlap', () => {
  const [request] = receiver.requests;
  expect(() => verify(secrets[3]!, request!)).not.toThrow();
  for (const secret of secrets.slice(0, 3)) expect(() => verify(secret, request!)).toThrow();
});

test('no column of any table holds a secret', async () => {
  const tables = await readTables(app);
  expect(tables.webhooks).toHaveLength(1);
  expect(Object.keys(tables).some((name) => name.startsWith('attempts_'))).toBe(true);
  expectNoSecret(JSON.stringify(tables));
});

/** Every query of the contract with all that it can show, for objects that exist. */
async function listQueries(): Promise<string[]> {
  const [delivery] = await customer.log();
  const ids = { webhook: webhookId, delivery: delivery?.id, event: delivery?.event?.id };
  const fields = Object.values(contract.getQueryType()!.getFields());
  const queries = fields
    .filter(({ name }) => name !== 'node')
    .map(({ name, type, args }) => {
      const page = args.some((argument) => argument.name === 'first') ? '(first: 3)' : '';
      const id = name in ids ? `(id: "${ids[name as keyof typeof ids]}")` : page;
      return `{ ${name}${id} ${selectEverything(getNamedType(type), 4)} }`;
    });
  const kinds = contract.getPossibleTypes(contract.getType('Node') as GraphQLInterfaceType);
  const nodes = kinds.map((kind) => {
    const id = ids[kind.name.toLowerCase() as keyof typeof ids];
    return `{ node(id: "${id}") { ... on ${kind.name} ${selectEverything(kind, 4)} } }`;
  });
  return [...queries, ...nodes];
}

test('no query tells a secret, whatever field is asked', async () => {
  for (const query of await listQueries()) {
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
