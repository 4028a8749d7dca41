import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../../src/db/index.ts';
import { nodeSettings } from '../../src/db/session-settings.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer } from '../kit/customer.ts';
import { startDocumentedServer, type DocumentedServer } from '../kit/documented-server.ts';
import { SendTest } from '../kit/documents.ts';
import { openLive } from '../kit/live-client.ts';
import { findPgBouncerError, startPgBouncer, type PgBouncer } from '../kit/pgbouncer.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { createLogger } from '../../src/kernel/index.ts';

let server: DocumentedServer;
let receiver: Receiver;
/** Reasons at `/readyz` before the role has its settings. */
let unsetReasons: string[];
let app: TestApp | undefined;
/** Log lines of the node, from `warn` on. */
let lines: string[];

beforeAll(async () => {
  [server, receiver] = await Promise.all([startDocumentedServer(), startReceiver()]);
  await migrate(server.ownerUrl);
  await server.follow('owner', server.ownerUrl);
  for (const setting of [`datestyle = 'german, dmy'`, 'bytea_output = escape', 'timezone = EST']) {
    await query(server.url, `alter database stockaj set ${setting}`);
  }
  await startNode(server.nodeUrl, { DATABASE_LISTEN_URL: 'none' });
  unsetReasons = await readReasons();
  await app?.stop();
  await server.follow('settings', server.url);
});
afterEach(async () => app?.stop());
afterAll(async () => {
  await Promise.all([server.remove(), receiver.stop()]);
});

/** Starts a node configured for a pooler. */
async function startNode(url: string, env: Record<string, string>): Promise<TestApp> {
  lines = [];
  const logger = createLogger('warn', { write: (line: string) => lines.push(line) });
  const all = { DATABASE_PREPARE: 'false', ...env };
  app = await startTestApp({ database: { url }, env: all, options: { logger } });
  return app;
}

async function readReasons(): Promise<string[]> {
  const response = await fetch(new URL('/readyz', app!.app.url));
  return ((await response.json()) as { reasons: string[] }).reasons;
}

/** Runs every kind of work concurrently, so that statements are spread over the sessions. */
async function expectWork(node: TestApp): Promise<void> {
  expect(await readReasons()).toEqual([]);
  const customer = await createCustomer(node);
  const live = await openLive(node, customer.token);
  const { id: webhookId } = await customer.createWebhook(receiver.url);
  await Promise.all(Array.from({ length: 60 }, () => customer.publish()));
  await node.ask(customer.token, SendTest, { input: { webhookId } });
  const log = await customer.waitForLog(61);
  expect(log.filter(({ status }) => status !== 'SUCCEEDED')).toEqual([]);
  await live.waitFor('all successes are shown', () =>
    log.every(({ id }) => live.statusesOf(id).includes('SUCCEEDED')),
  );
  expect(await readReasons()).toEqual([]);
  expect(lines).toEqual([]);
  await live.stop();
}

describe('a node whose sessions are pooled', () => {
  test('says at /readyz which settings the role lacks', () => {
    expect(unsetReasons).toEqual([
      expect.stringMatching(
        /the role must have them\): bytea_output, datestyle, enable_seqscan, idle_in_transaction_session_timeout, jit, lock_timeout, statement_timeout, timezone\./,
      ),
    ]);
  });

  test('needs exactly the settings that the documentation sets on the role', () => {
    const statements = Object.entries(nodeSettings).map(
      ([name, value]) => `alter role stockaj_node set ${name} = '${value}';\n`,
    );
    expect(server.recipe('settings')).toBe(statements.join(''));
  });

  test('works without LISTEN', async () => {
    await expectWork(await startNode(server.nodeUrl, { DATABASE_LISTEN_URL: 'none' }));
    const listening = await query(
      server.url,
      `select query from pg_stat_activity where datname = 'stockaj' and query ~* '^(listen|notify)'`,
    );
    expect(listening).toEqual([]);
  });
});

const error = await findPgBouncerError();
const title = 'with PgBouncer in transaction mode, as the documentation sets it up';
// eslint-disable-next-line no-restricted-syntax -- depends on the programs of the machine
const declare = error === null ? describe : describe.skip;
declare(error === null ? title : `${title} (skipped: ${error})`, () => {
  let pooler: PgBouncer;

  beforeAll(async () => {
    pooler = await startPgBouncer(server.recipe('pgbouncer.ini'), server.nodeUrl);
  });
  afterAll(async () => pooler.stop());

  test.each([
    ['a session for LISTEN', () => server.nodeUrl],
    ['polling alone', () => 'none'],
  ])('a node works with %s', async (_title, listenUrl) => {
    await expectWork(await startNode(pooler.url, { DATABASE_LISTEN_URL: listenUrl() }));
  });
});
