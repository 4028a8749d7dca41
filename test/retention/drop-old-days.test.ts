import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { makePartitions, openDatabase, sql, type Database } from '../../src/db/index.ts';
import { dropOldDays, type DropOptions } from '../../src/retention/drop-old-days.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { waitUntil } from '../kit/wait-until.ts';

const dayMs = 86_400_000;
const hourMs = dayMs / 24;

let place: TestDatabase;
let database: Database;
/** Days with partitions and rows in this test. */
const rowsEveryHours = 8;

beforeAll(async () => {
  place = await createTestDatabase();
  const { url } = place;
  const options = { entities: [], connectionsMax: 5, onWarning: () => undefined };
  database = await openDatabase({ url, ...options });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const kysely = () => database.em.fork().getKysely();
const startOfDay = (instant: Date) => new Date(Math.floor(instant.getTime() / dayMs) * dayMs);
const daysBefore = (instant: Date, days: number) => new Date(instant.getTime() - days * dayMs);

/** Adds an event with a delivery and an attempt for each of these instants, made at that time. */
async function addRows(instants: Date[], isWaiting = false): Promise<void> {
  for (const day of new Set(instants.map((it) => it.toISOString().slice(0, 10)))) {
    await makePartitions(database.em.fork(), day);
  }
  await sql`
    with input as (
      select (left(id_floor(at)::text, 14) || '7000-8000-' || right(gen_random_uuid()::text, 12))::uuid as id, at
      from unnest(${instants.map((it) => it.toISOString())}::timestamptz[]) as at
    ),
    kept as (
      insert into events (id, workspace_id, type, body, occurred_at) select id, 'acme', 'rent.created', '{}', at from input
    ),
    made as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status)
      select id, id, id, 'acme', 'rent.created', 'EVENT', ${isWaiting ? 'PENDING' : 'SUCCEEDED'} from input
    ),
    queued as (
      insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at)
      select id, id, id, 'acme', 'EVENT', 2, now() + interval '1 year' from input where ${isWaiting}::boolean
    )
    insert into attempts (delivery_id, number, started_at) select id, 1, at from input
  `.execute(kysely());
}

/** The creation times of all rows of a table, oldest first. */
async function readTimes(table: 'events' | 'deliveries' | 'attempts'): Promise<Date[]> {
  const id = table === 'attempts' ? 'delivery_id' : 'id';
  const { rows } = await sql<{ hex: string }>`
    select left(replace(${sql.ref(id)}::text, '-', ''), 12) as hex from ${sql.table(table)} order by ${sql.ref(id)}
  `.execute(kysely());
  return rows.map(({ hex }) => new Date(Number.parseInt(hex, 16)));
}

async function countPartitionsBefore(table: string, instant: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = to_regclass(${table})
      and right(relname, 8) < to_char(${instant.toISOString()}::timestamptz at time zone 'UTC', 'YYYYMMDD')
  `.execute(kysely());
  return rows[0]!.count;
}

async function readEnded() {
  const { rows } = await sql<{ status: string; reason: string | null; count: number }>`
    select status, status_reason as reason, count(*)::int as count from deliveries group by 1, 2 order by 1
  `.execute(kysely());
  return rows;
}

/** Tries for half a minute, since autovacuum may hold a new table. */
function drop(now: Date, options: Partial<DropOptions> = {}, stopping?: AbortSignal) {
  const none = () => undefined;
  const clock = { now: () => now };
  const all = { database, clock, retentionDays: 30, pauseMs: 500, onDropped: none, onEnded: none };
  return dropOldDays({ ...all, ...options }, stopping);
}

const readers: Client[] = [];

afterEach(() => Promise.all(readers.splice(0).map((reader) => reader.end())));
beforeEach(async () => {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent = any(array['events'::regclass, 'deliveries'::regclass, 'attempts'::regclass])
  `.execute(kysely());
  if (rows.length > 0) {
    await database.em.fork().execute(`drop table ${rows.map(({ name }) => name).join(', ')}`);
  }
  for (const table of ['delivery_queue', 'delivery_changes', 'webhook_hours', 'task_leases']) {
    await sql`delete from ${sql.table(table)}`.execute(kysely());
  }
});

describe('over months', () => {
  test.each([30, 7])(
    'with %s days, everything younger is kept and every day that is wholly older is dropped',
    async (retentionDays) => {
      const today = startOfDay(new Date());
      const begins = daysBefore(today, 75);
      const instants: Date[] = [];
      for (
        let at = begins;
        at <= new Date();
        at = new Date(at.getTime() + rowsEveryHours * hourMs)
      ) {
        instants.push(at);
      }
      await addRows(instants);
      for (let age = 36; age >= 0; age -= 4) {
        // At different times of the day.
        const now = new Date(daysBefore(today, age).getTime() + ((age * 5) % 24) * hourMs);
        expect(await drop(now, { retentionDays })).toBe(true);
        const longer = { events: 7, deliveries: 0, attempts: 0 };
        for (const table of ['events', 'deliveries', 'attempts'] as const) {
          const kept = daysBefore(now, retentionDays + longer[table]);
          const left = await readTimes(table);
          // Whole days are dropped, so up to a day more is kept.
          expect(left).toEqual(instants.filter((at) => at >= startOfDay(kept)));
          expect(await countPartitionsBefore(table, kept)).toBe(0);
        }
      }
    },
    60_000,
  );
});

describe('a clock that is wrong', () => {
  test('drops nothing: what counts is the earlier of the two', async () => {
    await addRows([daysBefore(new Date(), 20)]);
    expect(await drop(new Date('2100-01-01'))).toBe(true);
    expect(await readTimes('deliveries')).toHaveLength(1);
  });
});

describe('a delivery that still waits', () => {
  test('ends as EXPIRED when it is older than the retention, and its day is dropped afterwards', async () => {
    const yesterday = startOfDay(daysBefore(new Date(), 1)); // the earlier of two clocks counts: not a time to come
    const old = new Date(daysBefore(yesterday, 30).getTime() + hourMs);
    const younger = new Date(daysBefore(yesterday, 30).getTime() + 3 * hourMs);
    await addRows([old, younger], true);
    let ended = 0;
    const now = new Date(yesterday.getTime() + 2 * hourMs);
    expect(await drop(now, { onEnded: () => (ended += 1) })).toBe(true);
    expect(ended).toBe(1);
    expect(await readEnded()).toEqual([
      { status: 'FAILED', reason: 'EXPIRED', count: 1 },
      { status: 'PENDING', reason: null, count: 1 },
    ]);
    const { rows } = await sql`
      select failed_count as failed, (select count(*)::int from delivery_changes) as changes from webhook_hours
    `.execute(kysely());
    expect(rows).toEqual([{ failed: 1, changes: 1 }]);
  });

  test('is ended with many others of several days', async () => {
    const days = [40, 41, 42].map((age) => daysBefore(new Date(), age));
    const many = days.flatMap((day) =>
      Array.from({ length: 350 }, (_, n) => new Date(day.getTime() - n)),
    );
    await addRows(many, true);
    expect(await drop(new Date())).toBe(true);
    const { rows } = await sql`
      select (select count(*)::int from delivery_queue) as queued, sum(failed_count)::int as failed from webhook_hours
    `.execute(kysely());
    expect(rows).toEqual([{ queued: 0, failed: many.length }]);
  });

  test('keeps its day while it is leased, and the other days go', async () => {
    const [leased, other] = [daysBefore(new Date(), 35), daysBefore(new Date(), 50)];
    await addRows([leased], true);
    await addRows([other]);
    await sql`update delivery_queue set claim_token = gen_random_uuid()`.execute(kysely());
    const dropping = drop(new Date());
    await waitUntil('the other day is dropped', async () => {
      return (
        (await readTimes('deliveries')).length === 1 && (await readTimes('events')).length === 1
      );
    });
    expect(await readEnded()).toEqual([{ status: 'PENDING', reason: null, count: 1 }]);
    // Its attempt failed, and another one would follow.
    await sql`update delivery_queue set claim_token = null`.execute(kysely());
    expect(await dropping).toBe(true);
    expect(await readTimes('deliveries')).toEqual([]);
  });
});

describe('a table that is in use', () => {
  /** A transaction that has read the table and stays open. */
  async function readForLong(table: string) {
    const client = new Client({ connectionString: place.url });
    readers.push(client);
    await client.connect();
    await client.query(`begin; select from ${table} limit 1`);
    return client;
  }

  test('is tried again until it is free, and no reader or writer waits for longer than 0.1 s', async () => {
    await addRows([daysBefore(new Date(), 60), new Date()]);
    const reader = await readForLong('deliveries');
    let dropped = 0;
    const dropping = drop(new Date(), { onDropped: () => (dropped += 1) });
    // Only with lock_timeout can these statements get past the drop, which queues for the lock before them.
    for (let n = 0; n < 40; n += 1) {
      await sql`update deliveries set attempt_count = 1 where id = (select id from deliveries order by id desc limit 1)`.execute(
        kysely(),
      );
    }
    expect(dropped).toBeLessThan(3);
    await reader.query('commit');
    expect(await dropping).toBe(true);
    expect(dropped).toBe(3);
  });

  test('stays when the node is stopped meanwhile, and the lease is free for another node', async () => {
    await addRows([daysBefore(new Date(), 60)]);
    const reader = await readForLong('events');
    const stopping = new AbortController();
    const dropping = drop(new Date(), {}, stopping.signal);
    await waitUntil(
      'the others are dropped',
      async () => (await readTimes('attempts')).length === 0,
    );
    stopping.abort();
    expect(await dropping).toBe(false);
    await reader.query('commit');
    expect(await drop(new Date())).toBe(true);
    expect(await readTimes('events')).toEqual([]);
  });
});

describe('two nodes', () => {
  test('at once drop each day once, one of them after the other', async () => {
    await addRows(Array.from({ length: 20 }, (_, n) => daysBefore(new Date(), 40 + n)));
    let dropped = 0;
    const options = { onDropped: () => (dropped += 1) };
    const ends = await Promise.all([1, 2, 3].map(() => drop(new Date(), options)));
    expect(ends).toContain(true); // a node that comes after another has nothing left to drop
    expect(dropped).toBe(60);
  });

  test('take over from each other a minute after one has died', async () => {
    await addRows([daysBefore(new Date(), 60)]);
    const leaseOf = (ends: string) =>
      sql`
      insert into task_leases (task, holder, ends_at)
      values ('drop old partitions', gen_random_uuid(), now() + ${ends}::interval)
      on conflict (task) do update set ends_at = excluded.ends_at
    `.execute(kysely());
    await leaseOf('1 minute');
    expect(await drop(new Date())).toBe(false);
    await leaseOf('-1 ms');
    expect(await drop(new Date())).toBe(true);
  });
});

describe('the function drop_partition', () => {
  const call = (parent: string, day: string) =>
    sql<{ dropped: boolean }>`select drop_partition(${parent}, ${day}::date) as dropped`.execute(
      kysely(),
    );
  const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

  test.each([
    ['a day within a week', 'events', () => dayOf(daysBefore(new Date(), 7)), 'too young'],
    ['a day to come', 'events', () => '2900-01-01', 'too young'],
    ['no day', 'events', () => 'infinity', 'too young'],
    ['a table without partitions', 'webhooks', () => '2025-01-01', 'has no partitions'],
  ])('refuses %s', async (_, parent, day, message) => {
    await expect(call(parent, day())).rejects.toThrow(message);
  });

  test.each(['deliveries', 'attempts'])(
    'refuses a day of %s that have not ended',
    async (parent) => {
      const old = daysBefore(new Date(), 40);
      await addRows([old], true);
      await expect(call(parent, dayOf(old))).rejects.toThrow('have not ended');
      expect((await call('events', dayOf(old))).rows).toEqual([{ dropped: true }]);
    },
  );

  test('returns false for a day without a partition', async () => {
    expect((await call('events', '2021-01-01')).rows).toEqual([{ dropped: false }]);
  });
});
