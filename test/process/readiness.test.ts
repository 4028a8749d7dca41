import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import type { Client } from 'pg';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer, createDrafts } from '../kit/customer.ts';
import { createTestDatabase, withDatabase, type TestDatabase } from '../kit/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../kit/database-proxy.ts';
import { PublishEvents } from '../kit/documents.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** Advanced to let old errors expire. */
const clock = createFakeClock();
let home: TestDatabase;
let proxy: DatabaseProxy;
let node: TestApp;

beforeAll(async () => {
  home = await createTestDatabase();
  proxy = await startDatabaseProxy(home.url);
  node = await startTestApp({ database: proxy, env: { ROLES: 'api' }, options: { clock } });
});
afterAll(async () => {
  await node.stop();
  await proxy.stop();
  await home.drop();
});

interface Said {
  status: number;
  retryAfter: string | null;
  body: { status: string; reasons: string[] };
}

async function probe(): Promise<Said> {
  const response = await fetch(new URL('/readyz', node.app.url));
  const body = (await response.json()) as Said['body'];
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
}

/** A check is reused for a second. */
async function waitForReasons(reasons: readonly unknown[]): Promise<void> {
  let said: Said | undefined;
  await waitUntil(`the reasons are ${JSON.stringify(reasons)}`, async () => {
    said = await probe();
    return said.body.reasons.length === reasons.length;
  });
  const isReady = reasons.length === 0;
  expect(said).toEqual({
    status: isReady ? 200 : 503,
    retryAfter: isReady ? null : '2',
    body: { status: isReady ? 'ok' : 'unavailable', reasons },
  });
}

beforeEach(() => waitForReasons([]));
afterEach(() => waitForReasons([]));

/** As an administrator. */
const execute = (statement: string) => query(home.url, statement);
/** From another database of the same server: `home` itself may be closed. */
const alter = (change: string) => {
  const { pathname } = new URL(home.url);
  return query(withDatabase(home.url, 'postgres'), `alter database ${pathname.slice(1)} ${change}`);
};

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '');

describe('a node is not ready', () => {
  test('while its database is read-only, and is ready afterwards without a write', async () => {
    await alter('set default_transaction_read_only = on');
    proxy.cut(); // open sessions do not change
    await waitForReasons(['The database does not accept writes: it is read-only or a standby.']);
    await alter('reset default_transaction_read_only');
  });

  test.each([
    ['today', 0, 'events'],
    ['tomorrow', dayMs, 'attempts'],
  ])('without a partition for %s, until it has made it', async (_day, aheadMs, table) => {
    const partition = `${table}_${dayOf(Date.now() + aheadMs)}`;
    await execute(`drop table ${partition}`);
    await waitForReasons([expect.stringContaining(`are missing: ${partition}.`)]);
    await waitForReasons([]);
    expect(await execute(`select to_regclass('${partition}') as name`)).toEqual([
      { name: partition },
    ]);
  });

  test('as long as a table has the name of a partition', async () => {
    const partition = `events_${dayOf(Date.now() + dayMs)}`;
    await execute(`drop table ${partition}; create table ${partition} (id int)`);
    await waitForReasons([expect.stringContaining(`are missing: ${partition}.`)]);
    await execute(`drop table ${partition}`);
  });

  // The SQLSTATE in each case.
  test.each([
    ['found the disk full', '53100', /^The disk of the database is full/, 10_001],
    [
      'lost its prepared statement to a pooler',
      '26000',
      /^A pooler mixes up .*DATABASE_PREPARE/,
      600_001,
    ],
  ])('when a write has %s', async (_what, code, reason, goneMs) => {
    const customer = await createCustomer(node);
    await execute(`create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'refused' using errcode = '${code}'; end $$;
      create trigger refuse before insert on events for each row execute function refuse()`);
    const input = { events: createDrafts(1) };
    const { errors } = await node.request(customer.token, PublishEvents, { input });
    expect(errors).toMatchObject([{ extensions: { isRetryable: true } }]);
    await waitForReasons([expect.stringMatching(reason)]);
    await execute('drop trigger refuse on events; drop function refuse');
    clock.advance(goneMs);
  });

  test('while the database accepts no connection, and names the SQLSTATE', async () => {
    await alter('allow_connections false');
    proxy.cut();
    await waitForReasons(['The database fails with SQLSTATE 55000.']);
    await alter('allow_connections true');
  });

  test('while the database is silent, and still responds', async () => {
    proxy.silence();
    await waitForReasons(['The database has not responded for 3 s.']);
    proxy.cut();
  });
});

test('two hundred simultaneous probes cost one statement a second', async () => {
  const pool: object = await node.app.database.em.getConnection().getNativeClient();
  const spy = jest.spyOn((pool as { Client: typeof Client }).Client.prototype, 'query');
  // Only the check: housekeeping and the session that listens have statements of their own.
  const isCheck = (call: unknown) => JSON.stringify(call).includes('update database_epochs set');
  const countStatements = () => spy.mock.calls.filter(isCheck).length;
  const sinceMs = Date.now();
  await waitUntil('the database was asked', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, probe));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    return countStatements() > 0;
  });
  const statements = countStatements();
  spy.mockRestore();
  expect(statements).toBeLessThanOrEqual(1 + (Date.now() - sinceMs) / 1_000);
});
