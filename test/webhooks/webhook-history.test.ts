import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate, openDatabase, sql, type Database } from '../../src/db/index.ts';
import { pruneWebhookStates } from '../../src/webhooks/index.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/database.ts';
import {
  openDeliveryDatabase,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(async () => database.close());

interface State {
  events: string[] | null;
  suspended: boolean;
  reason: string | null;
  deleted: boolean;
}

async function readStates(webhook: string): Promise<State[]> {
  return database.query(`select events, suspended, disabled_reason as reason, deleted_at is not null as deleted
    from webhook_states where webhook_id = '${webhook}' order by begins_at`);
}

const open: State = { events: ['*'], suspended: false, reason: null, deleted: false };

test('the history keeps each state that decides about deliveries, and nothing else', async () => {
  const webhook = await database.addWebhook(await database.addWorkspace(), ['*']);
  for (const assignment of [
    ...[
      `name = 'New'`,
      'paused_at = now()',
      'failing_since = now()',
      `url = 'https://x.example.com/'`,
    ],
    `events = '{rent.created}'`,
    `disabled_at = now(), disabled_reason = 'FAILING'`,
    `disabled_at = null, disabled_reason = null, suspended = true`,
    'deleted_at = now()',
  ]) {
    await database.changeWebhook(webhook, assignment);
  }
  const narrow = { ...open, events: ['rent.created'] };
  expect(await readStates(webhook)).toEqual([
    open,
    narrow,
    { ...narrow, reason: 'FAILING' },
    { ...narrow, suspended: true },
    { ...narrow, suspended: true, deleted: true },
  ]);
});

test('pruning keeps the state that was valid on the oldest day of events, and all later ones', async () => {
  const workspace = await database.addWorkspace();
  const [changed, unchanged] = [
    await database.addWebhook(workspace, ['a']),
    await database.addWebhook(workspace, ['*']),
  ];
  for (const name of ['b', 'c', 'd']) await database.changeWebhook(changed, `events = '{${name}}'`);
  const ages = { a: 90, b: 50, c: 38, d: 10 };
  for (const [name, days] of Object.entries(ages)) {
    await database.query(`update webhook_states set begins_at = now() - interval '${days} days'
      where webhook_id = '${changed}' and events = '{${name}}'`);
  }
  await database.query(`update webhook_states set begins_at = now() - interval '1 year'
    where webhook_id = '${unchanged}'`);
  await database.query(`select make_partition('events', (now() at time zone 'UTC')::date - 37)`);
  await pruneWebhookStates(database.em());
  expect((await readStates(changed)).map(({ events }) => events)).toEqual([['c'], ['d']]);
  expect(await readStates(unchanged)).toHaveLength(1);
});

/** A database as the version before the history left it. */
let empty: TestDatabase;
let older: Database;
beforeAll(async () => {
  empty = await createEmptyDatabase();
  const options = { entities: [], connectionsMax: 2, isMigrating: true };
  older = await openDatabase({ url: empty.url, ...options, onWarning: () => undefined });
  await older.migrator.up({ to: 'migration-0009-log-breaking' });
});
afterAll(async () => {
  await older.close();
  await empty.drop();
});

test('the history of older webhooks begins with the migration; before it, nothing is known', async () => {
  const query = async <Row>(text: string) =>
    (await sql.raw<Row>(text).execute(older.em.fork().getKysely())).rows;
  await query(`insert into workspaces (id, name, plan) values ('shop', 'Shop', 'ENTERPRISE')`);
  await query(`insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint, suspended, created_at)
    values (new_id(), 'shop', 'Orders', 'https://x.example.com/', '{*}', 10, 'sealed', 'hint', true, '2025-01-15T10:30:00Z')`);
  await migrate(empty.url);
  expect(
    await query(`select webhook_states.events, webhook_states.suspended, begins_at = webhooks.created_at as "isCreation", begins_at > now() - interval '1 hour' as "isNow"
      from webhook_states join webhooks on id = webhook_id order by begins_at`),
  ).toEqual([
    { events: null, suspended: false, isCreation: true, isNow: false },
    { events: ['*'], suspended: true, isCreation: false, isNow: true },
  ]);
});
