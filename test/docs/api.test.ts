import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isScalarType, isSpecifiedScalarType, print } from 'graphql';
import { deliveryList } from '../../docs/examples/apollo.ts';
import type { Call } from '../../docs/examples/call-api.ts';
import { scalars } from '../../docs/examples/codegen-scalars.ts';
import { readAll } from '../../docs/examples/read-all.ts';
import { sql } from '../../src/db/index.ts';
import { listResolverClasses } from '../../src/graphql/create-resolvers.ts';
import { fillDocument } from '../../src/graphql/document/fill-document.ts';
import { buildSchemaOf } from '../../src/graphql/schema.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { changeDeliveries } from '../kit/change-deliveries.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { statementsOf } from '../kit/statements-of.ts';
import { insertFailed } from '../events/recoveries/kit/insert-failed.ts';
import { askOverSocket, createSocketClient } from '../e2e/kit/ask-over-socket.ts';
import { parseOperation, type Fields } from '../e2e/kit/operation.ts';
import { readExample } from './kit/read-example.ts';

const docs = join(import.meta.dirname, '../../docs');
const url = 'https://hooks.example.com/orders';
let app: TestApp;
let customer: Customer;
let webhookId: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api', TEST_EVENTS_PER_MINUTE: '1000' } });
  customer = await createCustomer(app);
  for (let count = 0; count < 20; count += 1) {
    const { id } = await customer.createWebhook(url);
    await insertFailed(app, { workspaceId: customer.workspaceId, webhookId: id, count: 5 });
    webhookId = id;
  }
});
afterAll(async () => app.stop());

/** Runs an example and returns its data. */
async function run(name: string, variables: Fields): Promise<Fields> {
  return send(await readExample(`${name}.graphql`), variables);
}

async function send(text: string, variables: Fields): Promise<Fields> {
  const operation = parseOperation(text, variables);
  const { data, errors } = await (text.startsWith('subscription')
    ? askOverSocket(app, customer.token, operation)
    : app.request(customer.token, operation.document, variables));
  expect(errors).toBeUndefined();
  return data!;
}

interface Update {
  cursor: string;
  edge: { node: { id: string } } | null;
}

/** Reads this many messages of the example `delivery-updated`. */
async function follow(after: string | undefined, count: number): Promise<Update[]> {
  const query = await readExample('delivery-updated.graphql');
  const client = createSocketClient(app, customer.token);
  const updates: Update[] = [];
  for await (const { data } of client.iterate<{ deliveryUpdated: Update }>({
    query,
    variables: { after },
  })) {
    updates.push(data!.deliveryUpdated);
    if (updates.length === count) break;
  }
  await client.dispose();
  return updates;
}

/** Counts the statements of some work. The loops of the node make some too, so the least of three runs counts. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    counts.push((await statementsOf(app.app.database, work)).length);
  }
  return Math.min(...counts);
}

/** Gives each delivery of the workspace this many attempts. */
async function insertAttempts(count: number): Promise<void> {
  await sql`
    insert into attempts (delivery_id, number, started_at)
    select id, n, now() from deliveries, generate_series(1, ${count}::int) as n
    where workspace_id = ${customer.workspaceId} on conflict do nothing
  `.execute(app.app.database.em.fork().getKysely());
}

/** The query of the example `read-all.ts`. */
async function readAllQuery(): Promise<string> {
  let text = '';
  const call = async (query: string) => {
    text = query;
    return { deliveries: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } };
  };
  await readAll(call as Call, {}).next();
  return text;
}

const settings = { name: 'new', url, events: ['*'] };
type Prepare = () => Promise<Fields> | Fields;

async function findAttempted(): Promise<string> {
  const deliveries = await customer.waitForAttempt();
  return deliveries.find(({ attemptCount }) => attemptCount > 0)!.id;
}

/** Examples without pages, the number of their statements, and their variables. */
const single: Readonly<Record<string, [number, Prepare]>> = {
  'who-am-i': [2, () => ({})],
  'create-webhook': [5, () => ({ input: settings })],
  'update-webhook': [4, () => ({ input: { webhookId, name: 'edited' } })],
  'pause-webhook': [4, () => ({ webhookId })],
  'resume-webhook': [4, () => ({ webhookId })],
  'send-test': [6, () => ({ webhookId })],
  // Beside the delivery, its event and its attempts: the last attempt, whose message `requestPayload` may be.
  'show-delivery': [4, async () => ({ id: await findAttempted() })],
  'delivery-updated': [3, () => ({})],
  'webhook-updated': [3, () => ({})],
};

/** Examples with pages. */
const paged: Readonly<Record<string, number>> = { 'list-webhooks': 4, 'list-deliveries': 2 };

describe('an example needs a fixed number of SQL statements', () => {
  test('and each of them is counted below', async () => {
    const files = (await readdir(join(docs, 'examples'))).filter((it) => it.endsWith('.graphql'));
    const counted = [...Object.keys(single), ...Object.keys(paged)];
    expect(counted.map((name) => `${name}.graphql`).sort()).toEqual(files.sort());
  });

  test.each(Object.entries(single))('%s', async (name, [count, prepare]) => {
    const variables = await prepare();
    expect(await countStatements(async () => run(name, variables))).toBe(count);
  });

  test.each(Object.entries(paged))('%s, whatever the size of its page', async (name, count) => {
    await run(name, { first: 1 });
    for (const first of [1, 2, 20, 100]) {
      expect([first, await countStatements(async () => run(name, { first }))]).toEqual([
        first,
        count,
      ]);
    }
  });

  test('show-delivery, whatever the number of attempts', async () => {
    const variables = await single['show-delivery']![1]();
    for (const attempts of [1, 10]) {
      await insertAttempts(attempts);
      const { delivery } = await run('show-delivery', variables);
      expect((delivery as { attempts: object[] }).attempts).toHaveLength(attempts);
      const count = await countStatements(async () => run('show-delivery', variables));
      expect([attempts, count]).toEqual([attempts, single['show-delivery']![0]]);
    }
  });

  test('delivery-updated, whatever the number of missed updates', async () => {
    const change = { workspaceId: customer.workspaceId, offset: 0, responseTimeMs: 1 };
    const counts: number[] = [];
    for (const count of [1, 100]) {
      const [start] = await follow(undefined, 1);
      await changeDeliveries(app.app.database, { ...change, count });
      let missed: Update[] = [];
      const read = async () => (missed = await follow(start!.cursor, count));
      counts.push(await countStatements(read));
      expect(new Set(missed.map(({ edge }) => edge?.node.id)).size).toBe(count);
    }
    expect(counts).toEqual([5, 5]);
  });

  test('and so do the lists of the clients, whatever the size of a page', async () => {
    for (const first of [1, 100]) {
      const list = async () => send(print(deliveryList), { first });
      expect([first, await countStatements(list)]).toEqual([first, 1]);
    }
    const query = await readAllQuery();
    expect(await countStatements(async () => send(query, {}))).toBe(1);
  });
});

test('each example shows what it promises', async () => {
  const { createWebhook } = await run('create-webhook', { input: settings });
  expect(createWebhook).toMatchObject({
    webhook: { status: 'ACTIVE' },
    secret: expect.stringMatching(/^whsec_/),
    userErrors: [],
  });
  expect(await run('who-am-i', {})).toMatchObject({
    viewer: { workspace: { id: customer.workspaceId, webhookLimit: null } },
  });
  const list = (await run('list-webhooks', { first: 5 })).webhooks as { nodes: object[] };
  expect(list.nodes).toHaveLength(5);
  const page = (await run('list-deliveries', { first: 100 })).deliveries as { edges: object[] };
  expect(page.edges).toHaveLength(100);
});

describe('docs/api.md', () => {
  test('uses every example', async () => {
    const text = await readFile(join(docs, 'api.md'), 'utf8');
    const used = Array.from(
      text.matchAll(/^<!-- file: examples\/(\S+) -->$/gm),
      ([, name]) => name,
    );
    expect(used.sort()).toEqual((await readdir(join(docs, 'examples'))).sort());
  });

  test('links only to files that exist', async () => {
    const text = await readFile(join(docs, 'api.md'), 'utf8');
    const links = Array.from(text.matchAll(/\]\((?!http|#)([^)#]+)/g), ([, path]) => path!);
    expect(links).toContain('live-stream.md');
    for (const path of links) expect(await statOf(join(docs, path))).toBe('there');
  });

  test('maps every scalar of the schema', async () => {
    const schema = await buildSchemaOf(listResolverClasses());
    const own = Object.values(schema.getTypeMap())
      .filter((type) => isScalarType(type) && !isSpecifiedScalarType(type))
      .map(({ name }) => name);
    expect(Object.keys(scalars).sort()).toEqual([...own, 'ID'].sort());
  });
});

async function statOf(path: string): Promise<string> {
  return readFile(path).then(
    () => 'there',
    (error: unknown) => ((error as NodeJS.ErrnoException).code === 'EISDIR' ? 'there' : 'missing'),
  );
}

describe('a document with made parts', () => {
  const markdown =
    'Before\n<!-- made: a -->\nold\n<!-- end -->\n<!-- file: x.ts -->\n<!-- end -->\n';
  const read = (path: string) => `text of ${path}\n`;

  test('gets the new text of each part and keeps the rest', () => {
    const filled = fillDocument(markdown, new Map([['a', 'new']]), read);
    expect(filled).toBe(
      'Before\n<!-- made: a -->\n\nnew\n\n<!-- end -->\n<!-- file: x.ts -->\n\n```ts\ntext of x.ts\n```\n\n<!-- end -->\n',
    );
    expect(fillDocument(filled, new Map([['a', 'new']]), read)).toBe(filled);
  });

  test('must name each part, and no other', () => {
    expect(() => fillDocument(markdown, new Map(), read)).toThrow('an unknown part: a');
    const more = new Map([
      ['a', ''],
      ['b', ''],
    ]);
    expect(() => fillDocument(markdown, more, read)).toThrow('lacks b');
  });
});
