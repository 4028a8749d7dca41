import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isScalarType, isSpecifiedScalarType } from 'graphql';
import { scalars } from '../../docs/examples/codegen-scalars.ts';
import { listResolverClasses } from '../../src/graphql/create-resolvers.ts';
import { fillDocument } from '../../src/graphql/document/fill-document.ts';
import { buildSchemaOf } from '../../src/graphql/schema.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { statementsOf } from '../kit/statements-of.ts';
import { insertFailed } from '../events/recoveries/kit/insert-failed.ts';
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
  const { document } = parseOperation(await readExample(`${name}.graphql`));
  const { data, errors } = await app.request(customer.token, document, variables);
  expect(errors).toBeUndefined();
  return data!;
}

/** Counts the statements of an example. The loops of the node make some too, so the least of three runs counts. */
async function countStatements(name: string, variables: () => Fields): Promise<number> {
  const counts: number[] = [];
  for (let times = 0; times < 3; times += 1) {
    const texts = await statementsOf(app.app.database, async () => run(name, variables()));
    counts.push(texts.length);
  }
  return Math.min(...counts);
}

const settings = { name: 'new', url, events: ['*'] };

describe('an example needs a fixed number of SQL statements', () => {
  test.each<[string, number, () => Promise<Fields> | Fields]>([
    ['who-am-i', 2, () => ({})],
    ['create-webhook', 5, () => ({ input: settings })],
    ['update-webhook', 4, () => ({ input: { webhookId, name: 'edited' } })],
    ['pause-webhook', 4, () => ({ webhookId })],
    ['resume-webhook', 4, () => ({ webhookId })],
    ['send-test', 6, () => ({ webhookId })],
    ['show-delivery', 3, async () => ({ id: (await customer.log())[0]!.id })],
  ])('%s: %i', async (name, count, prepare) => {
    const variables = await prepare();
    expect(await countStatements(name, () => variables)).toBe(count);
  });

  test.each([
    ['list-webhooks', 4],
    ['list-deliveries', 2],
  ])('%s: %i, whatever the size of its page', async (name, count) => {
    await run(name, { first: 1 });
    for (const first of [1, 2, 20, 100]) {
      expect([first, await countStatements(name, () => ({ first }))]).toEqual([first, count]);
    }
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
