import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEventValidator, findEventType } from '../../src/catalogue/index.ts';
import { sql } from '../../src/db/index.ts';
import { createDueAnnouncer } from '../../src/deliveries/index.ts';
import { createPublishEvents, type PublishEvents } from '../../src/events/index.ts';
import { divideEvents } from '../../src/events/fan-out.ts';
import { toJsonPath } from '../../src/filters/index.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  type DeliveryDatabase,
} from '../deliveries/fixture/delivery-database.ts';
import { createDrafts } from '../kit/customer.ts';

const webhookCount = 5_000;
let database: DeliveryDatabase;
let publish: PublishEvents;
let workspaceId: string;

beforeAll(async () => {
  database = await openDeliveryDatabase();
  publish = createPublishEvents({
    validator: createEventValidator(),
    dueAnnouncer: createDueAnnouncer({ wake: () => undefined }),
    clock: systemClock,
    metrics: createMetrics(),
  });
  workspaceId = await database.addWorkspace();
  const first = await database.addWebhook(workspaceId, ['renter.*']);
  await copyWebhook(first, webhookCount);
});
afterAll(() => database.close());

/** Makes as many webhooks as this of one. */
async function copyWebhook(id: string, count: number): Promise<void> {
  await sql`
    insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint, filter_path)
    select new_id(), workspace_id, name, url, events, timeout_seconds, secret, secret_hint, filter_path
    from webhooks, generate_series(2, ${count}::int) where id = ${id}::uuid
  `.execute(database.em().getKysely());
}

const newRenter = { path: 'data.renter.version', eq: 1 };

function renterOf(version: number): unknown {
  const { renter } = findEventType('renter.created').sample as { renter: object };
  return { renter: { ...renter, version } };
}

async function countRows(): Promise<{ events: number; deliveries: number; keys: number }> {
  const { rows } = await sql<{ events: number; deliveries: number; keys: number }>`
    select (select count(*)::int from events) as events,
      (select count(*)::int from deliveries) as deliveries,
      (select count(*)::int from event_keys) as keys
  `.execute(database.em().getKysely());
  return rows[0]!;
}

/** Returns the timestamps in the bodies of the events. */
async function readTimes(ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ time: string }>`
    select body::json ->> 'timestamp' as time from unnest(${[...ids]}::uuid[])
      with ordinality as published (id, n) join events using (id) order by n
  `.execute(database.em().getKysely());
  return rows.map(({ time }) => time);
}

test('a call with more than 100,000 deliveries is refused, names the limit and publishes nothing', async () => {
  const before = await countRows();
  const drafts = createDrafts(100).map((draft, n) => ({ ...draft, idempotencyKey: `key ${n}` }));
  await expect(publish(database.em(), workspaceId, drafts)).rejects.toMatchObject({
    errors: [
      {
        code: 'INVALID_INPUT',
        field: 'events',
        message:
          'These events would make 500000 deliveries; one call may make at most 100000. Publish fewer events in a call.',
      },
    ],
  });
  expect(await countRows()).toEqual(before);
});

test('a refused call leaves no key behind, even if its transaction commits', async () => {
  const before = await countRows();
  const drafts = createDrafts(21).map((draft, n) => ({ ...draft, idempotencyKey: `kept ${n}` }));
  await database.em().transactional(async (em) => {
    await expect(publish(em, workspaceId, drafts)).rejects.toThrow('100000');
  });
  expect(await countRows()).toEqual(before);
});

test('a call with too many deliveries for one statement uses several, in the order of its events', async () => {
  const before = await countRows();
  const times = [3, 1, 5, 2, 4].map((day) => `2025-01-0${day}T00:00:00Z`);
  const drafts = createDrafts(5).map((draft, n) => ({ ...draft, occurredAt: new Date(times[n]!) }));
  const texts = await database.statementsOf(async () => {
    const published = await publish(database.em(), workspaceId, drafts);
    expect(published.map(({ deliveryIds }) => deliveryIds.length)).toEqual(
      Array(5).fill(webhookCount),
    );
    expect(await readTimes(published.map(({ id }) => id))).toEqual(times);
  });
  expect(texts.filter((text) => text.includes('insert into deliveries'))).toHaveLength(4);
  const after = await countRows();
  expect(after.events - before.events).toBe(5);
  expect(after.deliveries - before.deliveries).toBe(5 * webhookCount);
});

test('webhooks with a filter count only for the events that match it, in every statement', async () => {
  const filtered = await database.addWorkspace();
  const first = await database.addWebhook(filtered, ['renter.created']);
  await database.changeWebhook(first, `filter_path = '${toJsonPath(newRenter)}'`);
  await copyWebhook(first, webhookCount);
  const all = await database.addWebhook(filtered, ['renter.created']);
  const drafts = createDrafts(9).map((draft, n) => ({
    ...draft,
    data: renterOf(n % 3 === 0 ? 1 : 2),
  }));
  const published: Awaited<ReturnType<PublishEvents>> = [];
  const texts = await database.statementsOf(async () => {
    published.push(...(await publish(database.em(), filtered, drafts)));
  });
  const expected = drafts.map((_, n) => (n % 3 === 0 ? webhookCount + 1 : 1));
  expect(published.map(({ deliveryIds }) => deliveryIds.length)).toEqual(expected);
  // The first finds that there are too many; then two of the events with 5,001 do not fit into one.
  expect(texts.filter((text) => text.includes('insert into deliveries'))).toHaveLength(4);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from deliveries where webhook_id = ${all}::uuid
  `.execute(database.em().getKysely());
  expect(rows).toEqual([{ count: 9 }]);
});

test('a change of the inventory is divided too, and never refused for having many receivers', async () => {
  const events = Array.from({ length: 100 }, () => ({ type: 'renter.created', body: '{}' }));
  const groups = await divideEvents(database.em(), workspaceId, events, false);
  expect(groups.map((group) => group.length)).toEqual(Array(50).fill(2));
  await expect(divideEvents(database.em(), workspaceId, events, true)).rejects.toThrow('100000');
});
