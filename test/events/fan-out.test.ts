import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createEventValidator } from '../../src/catalogue/index.ts';
import { createWakeUps, sql } from '../../src/db/index.ts';
import { createHandOff } from '../../src/deliveries/index.ts';
import { createPublishEvents, type PublishEvents } from '../../src/events/index.ts';
import { divideEvents } from '../../src/events/fan-out.ts';
import { createMetrics, systemClock } from '../../src/kernel/index.ts';
import { openDeliveryLab, type DeliveryLab } from '../deliveries/delivery-lab.ts';
import { createDrafts } from '../kit/customer.ts';
import { createTestErrorLog } from '../kit/error-log.ts';

const webhookCount = 5_000;
let lab: DeliveryLab;
let publish: PublishEvents;
let workspaceId: string;

beforeAll(async () => {
  lab = await openDeliveryLab();
  const [clock, errorLog] = [systemClock, createTestErrorLog()];
  const wakeUps = createWakeUps({ url: '', errorLog }); // not started: nobody else is to be woken
  const handOff = createHandOff({ clock, leaseSeconds: 30, wakeUps, errorLog });
  publish = createPublishEvents({
    validator: createEventValidator(),
    handOff,
    clock,
    metrics: createMetrics(),
  });
  workspaceId = await lab.addWorkspace();
  const first = await lab.addWebhook(workspaceId, ['renter.created']);
  await sql`
    insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
    select new_id(), workspace_id, name, url, events, timeout_seconds, secret, secret_hint
    from webhooks, generate_series(2, ${webhookCount}::int) where id = ${first}::uuid
  `.execute(lab.em().getKysely());
});
afterAll(() => lab.close());

async function countRows(): Promise<{ events: number; deliveries: number; keys: number }> {
  const { rows } = await sql<{ events: number; deliveries: number; keys: number }>`
    select (select count(*)::int from events) as events,
      (select count(*)::int from deliveries) as deliveries,
      (select count(*)::int from event_keys) as keys
  `.execute(lab.em().getKysely());
  return rows[0]!;
}

/** When the events happened, as their bodies tell. */
async function readTimes(ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ time: string }>`
    select body::json ->> 'timestamp' as time from unnest(${[...ids]}::uuid[])
      with ordinality as published (id, n) join events using (id) order by n
  `.execute(lab.em().getKysely());
  return rows.map(({ time }) => time);
}

test('a call with more than 100,000 deliveries is refused with the limit, and publishes nothing', async () => {
  const before = await countRows();
  const drafts = createDrafts(100).map((draft, n) => ({ ...draft, idempotencyKey: `key ${n}` }));
  await expect(publish(lab.em(), workspaceId, drafts)).rejects.toMatchObject({
    errors: [
      {
        code: 'INVALID_INPUT',
        field: 'events',
        message:
          'These events would make 500000 deliveries, and one call may make 100000 at most. Publish fewer events in a call.',
      },
    ],
  });
  expect(await countRows()).toEqual(before);
});

test('a refused call leaves no key in a transaction that is committed all the same', async () => {
  const before = await countRows();
  const drafts = createDrafts(21).map((draft, n) => ({ ...draft, idempotencyKey: `kept ${n}` }));
  await lab.em().transactional(async (em) => {
    await expect(publish(em, workspaceId, drafts)).rejects.toThrow('100000');
  });
  expect(await countRows()).toEqual(before);
});

test('a call with more than fits in one statement is made by several, in its order', async () => {
  const before = await countRows();
  const times = [3, 1, 5, 2, 4].map((day) => `2025-01-0${day}T00:00:00Z`);
  const drafts = createDrafts(5).map((draft, n) => ({ ...draft, occurredAt: new Date(times[n]!) }));
  const texts = await lab.statementsOf(async () => {
    const published = await publish(lab.em(), workspaceId, drafts);
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

test('a change of the inventory is divided, and never refused for having many receivers', async () => {
  const events = Array.from({ length: 100 }, () => ({ type: 'renter.created' }));
  const groups = await divideEvents(lab.em(), workspaceId, events, false);
  expect(groups.map((group) => group.length)).toEqual(Array(50).fill(2));
  await expect(divideEvents(lab.em(), workspaceId, events, true)).rejects.toThrow('100000');
});
