import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makePartitions, migrate, openDatabase, sql, type Database } from '../../src/db/index.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/database.ts';

/** A database as the version before the queue left it. */
let empty: TestDatabase;
let database: Database;
beforeAll(async () => {
  empty = await createEmptyDatabase();
  database = await openDatabase({
    url: empty.url,
    entities: [],
    connectionsMax: 2,
    isMigrating: true,
    onWarning: () => undefined,
  });
  await database.migrator.up({ to: 'migration-0007-cluster-figures' });
  for (const day of [null, '2025-03-04']) await makePartitions(database.em.fork(), day);
});
afterAll(async () => {
  await database.close();
  await empty.drop();
});

async function query<Row>(text: string): Promise<Row[]> {
  return (await sql.raw<Row>(text).execute(database.em.fork().getKysely())).rows;
}

const token = '11111111-1111-4111-8111-111111111111';
const webhook = '22222222-2222-4222-8222-222222222222';

test('the migration queues all deliveries that wait or are leased, and none that has ended', async () => {
  await query(`
    with made as (
      select name, trigger, status, due, claim, attempts, new_id() as event_id,
        case when is_old then id_floor('2025-03-04T12:00Z') else new_id() end as id
      from (values
        ('waiting', 'EVENT', 'PENDING', '2026-01-01T10:00Z', null, 0, false),
        ('retried', 'RESEND', 'PENDING', '2026-01-02T10:00Z', null, 3, true),
        ('test', 'TEST', 'PENDING', '2026-01-03T10:00Z', null, 0, false),
        ('leased', 'EVENT', 'PENDING', '2026-01-04T10:00Z', '${token}', 1, false),
        ('orphan', 'EVENT', 'PENDING', '2026-01-05T10:00Z', null, 2, false),
        ('succeeded', 'EVENT', 'SUCCEEDED', null, null, 1, false),
        ('failed', 'EVENT', 'FAILED', null, null, 9, false)
      ) as given (name, trigger, status, due, claim, attempts, is_old)
    ),
    published as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select event_id, 'shop', 'rent.created', 'body of é ' || name, now() from made where name <> 'orphan'
    )
    insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status,
      status_reason, attempt_count, due_at, claim_token, completed_at)
    select id, event_id, '${webhook}', 'shop', name, trigger, status,
      case when status = 'FAILED' then 'ATTEMPTS_EXHAUSTED' end, attempts, due::timestamptz, claim::uuid,
      case when status <> 'PENDING' then now() end
    from made`);
  const before = await query(`select count(*)::int from deliveries`);

  expect(await migrate(empty.url)).toContain('migration-0008-delivery-queue-breaking');
  const rows = await query(`
    select d.event_type as name, q.trigger, q.attempt_count as attempts, q.claim_token as token,
      to_char(q.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24') as due, q.body_bytes as bytes,
      q.event_id = d.event_id and q.webhook_id = d.webhook_id and q.workspace_id = d.workspace_id as "isSame"
    from delivery_queue q left join deliveries d on d.id = q.delivery_id order by q.due_at`);
  const bytes = (name: string) => Buffer.byteLength(`body of é ${name}`);
  const isSame = true;
  expect(rows).toEqual([
    {
      name: 'waiting',
      trigger: 'EVENT',
      attempts: 0,
      token: null,
      due: '2026-01-01T10',
      bytes: bytes('waiting'),
      isSame,
    },
    {
      name: 'retried',
      trigger: 'RESEND',
      attempts: 3,
      token: null,
      due: '2026-01-02T10',
      bytes: bytes('retried'),
      isSame,
    },
    {
      name: 'test',
      trigger: 'TEST',
      attempts: 0,
      token: null,
      due: '2026-01-03T10',
      bytes: bytes('test'),
      isSame,
    },
    {
      name: 'leased',
      trigger: 'EVENT',
      attempts: 1,
      token,
      due: '2026-01-04T10',
      bytes: bytes('leased'),
      isSame,
    },
    // Its event is no longer kept: it waits like the others, until its webhook ends it.
    {
      name: 'orphan',
      trigger: 'EVENT',
      attempts: 2,
      token: null,
      due: '2026-01-05T10',
      bytes: 0,
      isSame,
    },
  ]);
  expect(await query(`select count(*)::int from deliveries`)).toEqual(before);
});
