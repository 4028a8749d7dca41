import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase, sql, type Database } from '../../src/db/index.ts';
import { createLeaseRescuer } from '../../src/dispatcher/lease-rescuer.ts';
import { createTestDatabase, type TestDatabase } from '../kit/database.ts';
import { createTestErrorLog } from '../kit/error-log.ts';
import { createFakeClock } from '../kit/fake-clock.ts';
import { waitUntil } from '../kit/wait-until.ts';

let home: TestDatabase;
let database: Database;
beforeAll(async () => {
  home = await createTestDatabase();
  const options = { entities: [], connectionsMax: 4, onWarning: () => undefined };
  database = await openDatabase({ url: home.url, ...options });
});
afterAll(async () => {
  await database.close(true);
  await home.drop();
});

async function query<Row>(text: string): Promise<Row[]> {
  return (await sql.raw<Row>(text).execute(database.em.fork().getKysely())).rows;
}

/** Adds a delivery with an expired lease; returns its id. */
async function addExpired(): Promise<string> {
  const [row] = await query<{ id: string }>(`
    with made as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
      values (new_id(), new_id(), new_id(), 'acme', 'rent.created', 'EVENT') returning id, event_id, webhook_id
    )
    insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at, claim_token)
    select id, event_id, webhook_id, 'acme', 'EVENT', 1, now() - interval '1 s', gen_random_uuid() from made
    returning delivery_id as id`);
  return row!.id;
}

async function isWaiting(id: string): Promise<boolean> {
  const rows = await query(
    `select 1 from delivery_queue where delivery_id = '${id}' and claim_token is null and attempt_count = 1`,
  );
  return rows.length === 1;
}

/** A third of a lease of 30 s. */
const graceMs = 10_000;

function startRescuer() {
  const clock = createFakeClock();
  let [looks, errors] = [0, 0];
  const errorLog = { ...createTestErrorLog(), noteRetried: () => void (errors += 1) };
  const rescuer = createLeaseRescuer({
    ...{ database, clock, errorLog, leaseSeconds: 30 },
    held: { has: () => false, used: () => ({ count: 0, bytes: 0 }) },
    decideNext: () => ({ status: 'PENDING', delayMs: 0 }),
    noteTime: () => void (looks += 1),
    endTextless: () => Promise.resolve(),
    onRescued: () => undefined,
  });
  rescuer.start();
  return { rescuer, clock, looks: () => looks, errors: () => errors };
}

test('an expired lease is settled, and its delivery waits for the next attempt', async () => {
  const id = await addExpired();
  const { rescuer } = startRescuer();
  await waitUntil('it waits', () => isWaiting(id));
  await rescuer.stop();
});

test.each([
  ['at once after an outage shorter than a third of a lease', graceMs - 1, true],
  ['only a third of a lease after a longer outage', graceMs, false],
])('leases are settled %s', async (_, outageMs, isAtOnce) => {
  await query('alter table delivery_queue rename to away');
  const { rescuer, clock, looks, errors } = startRescuer();
  await waitUntil('a check has failed', () => errors() > 0);
  clock.advance(outageMs);
  await query('alter table away rename to delivery_queue');
  const id = await addExpired();
  const before = looks();
  rescuer.wake();
  await waitUntil('two checks have succeeded', () => {
    rescuer.wake();
    return looks() >= before + 2;
  });
  expect(await isWaiting(id)).toBe(isAtOnce);
  clock.advance(graceMs);
  rescuer.wake();
  await waitUntil('it waits', () => isWaiting(id));
  await rescuer.stop();
});
