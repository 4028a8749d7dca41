import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { makePartitions, openDatabase } from '../../src/db/index.ts';
import { pruneChanges } from '../../src/deliveries/index.ts';
import { pruneKeys, pruneRecoveries } from '../../src/events/index.ts';
import { refreshFigures } from '../../src/metrics/measure-cluster.ts';
import { pruneWebhookKeys, pruneWebhookStates } from '../../src/webhooks/index.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer } from '../kit/customer.ts';
import { withDatabase } from '../kit/database.ts';
import { startDocumentedServer, type DocumentedServer } from '../kit/documented-server.ts';
import {
  DeleteWorkspace,
  EraseEvent,
  GetWorkspaceDeletion,
  ResendDelivery,
  SendTest,
} from '../kit/documents.ts';
import { openLive } from '../kit/live-client.ts';
import { startReceiver, type Receiver } from '../kit/receiver.ts';
import { plainArguments, scriptArguments } from '../kit/script-arguments.ts';
import { createShop } from '../kit/shop.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { createLogger, systemClock } from '../../src/kernel/index.ts';
import { dropOldDays } from '../../src/retention/drop-old-days.ts';
import { insertFailed } from '../events/recoveries/kit/insert-failed.ts';
import { cancel, recover, recoverAll } from '../events/recoveries/kit/recovery-client.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

let server: DocumentedServer;
/** The documented database, as seen by each of its roles. */
let ownerUrl: string;
let nodeUrl: string;
/** A node whose role may not migrate, started before any table existed. */
let app: TestApp;
let receiver: Receiver;
/** Answers of `/readyz` before the migration and before the grants. */
let reasons: { unmigrated: string[]; ungranted: string[] };

const script = 'src/commands/migrate.ts';

/** Runs the command without the keys that nodes need. */
async function migrateAs(url: string): Promise<string> {
  return migrateBy(await scriptArguments(script), url);
}

async function migrateBy(args: string[], url: string): Promise<string> {
  return (await run(process.execPath, args, { cwd: root, env: { DATABASE_URL: url } })).stdout;
}

async function readReasons(): Promise<string[]> {
  const response = await fetch(new URL('/readyz', app.app.url));
  const { reasons: said } = (await response.json()) as { reasons: string[] };
  expect(response.status).toBe(said.length === 0 ? 200 : 503);
  return said;
}

/** Waits for a reason at `/readyz`; the node caches a check for a second. */
async function waitForReasons(text: string): Promise<string[]> {
  let said: string[] = [];
  await waitUntil(`a reason says: ${text}`, async () => {
    said = await readReasons();
    return said.join().includes(text);
  });
  return said;
}

beforeAll(async () => {
  [server, receiver] = await Promise.all([startDocumentedServer(), startReceiver()]);
  ({ ownerUrl, nodeUrl } = server);
  app = await startTestApp({ database: { url: nodeUrl } });
  const unmigrated = await readReasons();
  await migrateAs(ownerUrl);
  reasons = { unmigrated, ungranted: await waitForReasons('may not read') };
  await server.follow('owner', ownerUrl);
  await waitUntil('the node is ready', async () => (await readReasons()).length === 0);
});
afterAll(async () => {
  await app.stop();
  await Promise.all([server.remove(), receiver.stop()]);
});

test('a node that may not migrate is not ready, says why, and continues after the migration', () => {
  expect(reasons).toEqual({
    unmigrated: [expect.stringMatching(/lacks migration-0001-main-job: run npm run migrate/)],
    ungranted: [expect.stringMatching(/may not read the table migrations: grant/)],
  });
});

describe('npm run migrate', () => {
  test('prints only that there is nothing to do', async () => {
    expect(await migrateBy(plainArguments(script), ownerUrl)).toBe('The database is up to date.\n');
  });

  test.each([
    ['a role that does not own the tables', () => nodeUrl, /may not make or change the tables/],
    ['a missing DATABASE_URL', () => '', /DATABASE_URL: is required/],
  ])('refuses %s with a clear message', async (_title, url, sentence) => {
    await expect(migrateAs(url())).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(sentence),
    });
  });
});

describe('the role that runs nodes', () => {
  test('publishes, delivers, tests, resends, recovers, shows live and notices another epoch', async () => {
    const customer = await createCustomer(app);
    const { token } = customer;
    const live = await openLive(app, token);
    const { id: webhookId } = await customer.createWebhook(receiver.url, { idempotencyKey: 'one' });
    await customer.publish(3);
    const [first] = await customer.waitForLog(3);
    await app.ask(token, SendTest, { input: { webhookId } });
    await app.ask(token, ResendDelivery, { input: { deliveryId: first!.id } });
    const log = await customer.waitForLog(5);
    expect(log.map(({ status }) => status)).toEqual(Array(5).fill('SUCCEEDED'));
    await insertFailed(app, { ...customer, webhookId, count: 1 });
    expect(await recoverAll(app, token)).toMatchObject({ recoveredCount: 1 });
    await insertFailed(app, { ...customer, webhookId, count: 1 });
    await cancel(app, token, (await recover(app, token)).id);
    await live.waitFor('all successes are shown', () =>
      log.every(({ id }) => live.statusesOf(id).includes('SUCCEEDED')),
    );
    await query(ownerUrl, 'update database_epochs set place = null');
    await live.waitFor('the gap is told', (messages) => messages.some(({ gap }) => gap));
    await live.stop();
  });

  test('measures the figures of the database', async () => {
    await query(ownerUrl, 'update cluster_figures set measured_at = null');
    expect(await refreshFigures(app.app.database)).toBe(true);
  });

  test.each([
    ['insert on events', 'insert on events'],
    ['execute on make_partition(text, date)', 'execute on function make_partition(text, date)'],
  ])('is not ready without the right to %s', async (right, grant) => {
    await query(ownerUrl, `revoke ${grant} from stockaj_node`);
    const reason = `The role of this node lacks rights: ${right}.`;
    await waitUntil('the node says so', async () => (await readReasons()).includes(reason));
    await query(ownerUrl, `grant ${grant} to stockaj_node`);
    await waitUntil('the node is ready', async () => (await readReasons()).length === 0);
  });

  test('keeps the inventory', async () => {
    const shop = createShop(app, await createCustomer(app));
    const item = await shop.createItem();
    const rent = await shop.createRent([{ itemId: item.id, quantity: 1 }]);
    expect(await shop.changeRentStatus(rent.id, 'ACTIVE')).toMatchObject({ status: 'ACTIVE' });
  });

  test('does the housekeeping and creates a missing partition', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(receiver.url);
    const em = app.app.database.em.fork();
    const tasks = [
      ...[makePartitions, pruneChanges, pruneKeys, pruneRecoveries],
      ...[pruneWebhookKeys, pruneWebhookStates],
    ];
    for (const task of tasks) await task(em);
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    await query(ownerUrl, `drop table events_${today}, deliveries_${today}, attempts_${today}`);
    await customer.publish();
    expect(await customer.waitForLog(1)).toMatchObject([{ status: 'SUCCEEDED' }]);
  });

  test('erases an event, deletes a workspace and drops old days', async () => {
    const customer = await createCustomer(app);
    await customer.createWebhook(receiver.url);
    const [eventId = ''] = await customer.publish();
    await customer.waitForLog(1);
    const { eraseEvent } = await app.ask(customer.token, EraseEvent, { input: { eventId } });
    expect(eraseEvent).toMatchObject({ event: { payload: null }, userErrors: [] });

    const platform = await app.token('stockaj', ['platform']);
    const id = customer.workspaceId;
    await app.ask(platform, DeleteWorkspace, { input: { id } });
    await waitUntil('the workspace is deleted', async () => {
      const { workspaceDeletion } = await app.ask(platform, GetWorkspaceDeletion, { id });
      return Boolean(workspaceDeletion?.endedAt);
    });

    const { database } = app.app;
    await makePartitions(database.em.fork(), '2021-03-04');
    let dropped = 0;
    const counting = { onDropped: () => (dropped += 1), onEnded: () => undefined };
    expect(
      await dropOldDays({ database, clock: systemClock, retentionDays: 30, ...counting }),
    ).toBe(true);
    expect(dropped).toBe(3);
  });

  test.each([
    'create table things (id int)',
    'create temporary table things (id int)',
    'create schema things',
    'create function things() returns int language sql as $$ select 1 $$',
    'alter table webhooks add column things int',
    'alter function make_partition(text, date) reset all',
    'create index on delivery_queue (due_at)',
    'truncate delivery_queue',
    'drop table attempts',
    'truncate delivery_changes',
    `insert into migrations (name) values ('migration-0099-things')`,
    'delete from migrations',
    `select make_partition('webhooks', '2031-01-01')`,
    `select drop_partition('webhooks', '2021-01-01')`,
    `select drop_partition('events', current_date)`,
  ])('may not %s', async (statement) => {
    await expect(query(nodeUrl, statement)).rejects.toThrow(
      /^permission denied|^must be owner|has no partitions|is too young/,
    );
  });

  test('cannot smuggle its own functions or tables into a function that runs as the owner', async () => {
    await query(ownerUrl, 'grant create on schema public to stockaj_node');
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const attack = `
      create function public.to_char(day date, form text) returns text language plpgsql as $$
      begin delete from events; return 'taken'; end $$;
      create function public.format(form text, name text) returns text language sql as $$ select 'webhooks' $$;
      create temporary table pg_inherits (inhrelid oid, inhparent oid)`;
    await query(server.url, 'grant temporary on database stockaj to stockaj_node');
    try {
      await query(nodeUrl, `${attack}; select make_partition('events', '${day}')`);
      const made = `events_${day.replaceAll('-', '')}`;
      const [row] = await query(ownerUrl, `select to_regclass('${made}')::text as name`);
      expect(row).toEqual({ name: made });
    } finally {
      await query(server.url, 'revoke temporary on database stockaj from stockaj_node');
      await query(
        withDatabase(server.url, 'stockaj'),
        `drop function if exists public.to_char(date, text), public.format(text, text)`,
      );
      await query(ownerUrl, 'revoke create on schema public from stockaj_node');
    }
  });

  test.each(['4000-01-01', '0044-03-15 BC', 'infinity'])(
    'gets no partition for %s',
    async (day) => {
      const statement = `select make_partition('events', '${day}')`;
      await expect(query(nodeUrl, statement)).rejects.toThrow('as far away as');
    },
  );
});

describe('a node older than the database', () => {
  async function record(name: string): Promise<void> {
    await query(ownerUrl, 'insert into migrations (name) values ($1)', [name]);
  }

  const forgetRecords = async () =>
    query(ownerUrl, `delete from migrations where name like 'migration-999%'`);
  afterEach(forgetRecords);

  test('is not ready after a breaking migration and names it; other unknown ones do not matter', async () => {
    const breaking = 'migration-9999-removes-something-breaking';
    await record('migration-9998-adds-something');
    await record(breaking);
    expect(await waitForReasons(breaking)).toEqual([
      `The database has ${breaking}, which this version cannot work with.`,
    ]);
    await query(ownerUrl, 'delete from migrations where name = $1', [breaking]);
    await waitUntil('it is ready', async () => (await readReasons()).length === 0);
  });

  test('does no work if started after a breaking migration', async () => {
    await record('migration-9999-removes-something-breaking');
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line: string) => lines.push(line) });
    const has = (text: string) => lines.some((line) => line.includes(text));
    const second = await startTestApp({ database: { url: nodeUrl }, options: { logger } });
    expect(has('waiting for the migration')).toBe(true);
    await forgetRecords();
    await waitUntil('work begins', () => has('work begins'));
    await second.stop();
  });
});

describe('DATABASE_LISTEN_URL', () => {
  test('that names another database stops the start, and nothing is migrated there', async () => {
    await query(server.url, 'create database another');
    const another = withDatabase(server.url, 'another');
    const env = { DATABASE_LISTEN_URL: another };
    await expect(startTestApp({ database: { url: nodeUrl }, env })).rejects.toThrow(
      'DATABASE_LISTEN_URL and DATABASE_URL lead to different databases.',
    );
    expect(await query(another, `select to_regclass('webhooks') as found`)).toEqual([
      { found: null },
    ]);
  });

  test('that is unreachable does not prevent the start', async () => {
    const env = { DATABASE_LISTEN_URL: 'postgres://nobody@127.0.0.1:1/stockaj' };
    const node = await startTestApp({ database: { url: nodeUrl }, env });
    expect((await fetch(new URL('/healthz', node.app.url))).status).toBe(200);
    await node.stop();
  });
});

describe('migrations', () => {
  /** A database used only by this test. */
  async function createDatabase(name: string): Promise<string> {
    await query(server.url, `create database ${name} strategy file_copy`);
    return withDatabase(server.url, name);
  }

  /** Opens a transaction that reads the table and stays open. */
  function holdTable(url: string, table: string) {
    const client = new Client({ connectionString: url });
    const held = client.connect().then(() => client.query(`begin; select from ${table}`));
    return { held, end: () => client.end() };
  }

  /** Makes one migration pending, on a table that is always in use. */
  async function undoMigration3(url: string): Promise<void> {
    await query(
      url,
      `drop trigger raise_version on webhooks; drop function raise_webhook_version;
       alter table webhooks drop column version;
       delete from migrations where name = 'migration-0003-webhook-version'`,
    );
  }

  async function startMigration(url: string) {
    const args = await scriptArguments(script);
    const child = spawn(process.execPath, args, { cwd: root, env: { DATABASE_URL: url } });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return { stderr: () => text, ended: once(child, 'close') };
  }

  test('rewrite no table', async () => {
    const url = await createDatabase('rewritten');
    await query(
      url,
      `create function refuse() returns event_trigger language plpgsql as $$
       begin raise exception 'table % is rewritten', pg_event_trigger_table_rewrite_oid()::regclass; end $$`,
    );
    await query(url, 'create event trigger no_rewrite on table_rewrite execute function refuse()');
    expect(await migrateAs(url)).toContain('up to date');
  });

  test('that wait for a table do not block anyone else', async () => {
    const url = await createDatabase('busy');
    await migrateAs(url);
    await undoMigration3(url);
    const reader = holdTable(url, 'webhooks');
    await reader.held;
    const migrating = migrateAs(url);
    await waitUntil('the migration waits', async () => {
      const waiting = await query(
        url,
        `select from pg_locks where not granted and relation = 'webhooks'::regclass`,
      );
      return waiting.length > 0;
    });
    // If the migration kept waiting for its lock, this would block until the reader ends.
    await query(url, `set lock_timeout = '20s'; select from webhooks`);
    await reader.end();
    expect(await migrating).toContain('migrated: migration-0003-webhook-version');
  });

  test('end an autovacuum that blocks them', async () => {
    const url = await createDatabase('vacuumed');
    await migrateAs(url);
    await undoMigration3(url);
    await query(
      url,
      `insert into workspaces (id, name, plan) values ('acme', 'Acme', 'FREE');
       insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
       select new_id(), 'acme', 'a', 'https://a.example', '{*}', 10, repeat('x', 500), 'x' from generate_series(1, 5000);
       alter table webhooks set (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
         autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
       update webhooks set name = 'b'`,
    );
    await query(server.url, `alter system set autovacuum_naptime = '1s'`);
    await query(server.url, 'select pg_reload_conf()');
    const isVacuumed = `select from pg_stat_progress_vacuum where relid = 'webhooks'::regclass`;
    await waitUntil('an autovacuum runs', async () => (await query(url, isVacuumed)).length > 0);
    expect(await migrateAs(url)).toContain('migrated: migration-0003-webhook-version');
    await query(server.url, 'alter system reset autovacuum_naptime');
    await query(server.url, 'select pg_reload_conf()');
  });

  test('say which lock they wait for', async () => {
    const url = await createDatabase('waited_for');
    await migrateAs(url);
    await undoMigration3(url);
    const reader = holdTable(url, 'webhooks');
    await reader.held;
    const { stderr, ended } = await startMigration(url);
    await waitUntil('it says what is in the way', () => /A table is in use\. .*\d+/.test(stderr()));
    await reader.end();
    await ended;

    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query(`select pg_advisory_lock(hashtext('stockaj migrations'))`);
    const second = await startMigration(url);
    await waitUntil('it says who is first', () =>
      second.stderr().includes('Another process is migrating.'),
    );
    await other.end();
    await second.ended;
  });

  test('release a table when their process stops halfway', async () => {
    const options = { entities: [], connectionsMax: 1, onWarning: () => undefined };
    const database = await openDatabase({ ...options, url: server.url, isMigrating: true });
    const [row] = await database.em.execute('show idle_in_transaction_session_timeout');
    expect(row).toEqual({ idle_in_transaction_session_timeout: '5s' });
    await database.close();
  });
});
