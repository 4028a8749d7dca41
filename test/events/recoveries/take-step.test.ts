import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '../../../src/db/index.ts';
import { pruneRecoveries } from '../../../src/events/index.ts';
import { takeStep } from '../../../src/events/recoveries/take-step.ts';
import { decodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type { TestApp } from '../../kit/app.ts';
import { createCustomer } from '../../kit/customer.ts';
import { ListRecoveries, PauseWebhook, RecoverDeliveries } from '../../kit/documents.ts';
import type { DeliveryFilter } from '../../kit/graphql/graphql.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { countRecovered, insertFailed } from './kit/insert-failed.ts';
import { cancel, longAgo, preview, readRecovery, recover } from './kit/recovery-client.ts';

/** Nothing runs by itself: the tests take the steps. A paused webhook lets them have their full size. */
const fixture = setUpNode({ env: { ROLES: 'api' } });
let other: TestApp;
let webhookId: string;
let woken: string[];

beforeAll(async () => {
  other = await fixture.startNode({ ROLES: 'api' });
});
beforeEach(async () => {
  woken = [];
  await execute(sql`delete from recoveries`);
  const { app, customer } = fixture;
  webhookId = (await customer.createWebhook('https://hooks.example.com/')).id;
  await app.ask(customer.token, PauseWebhook, { input: { webhookId } });
});

async function execute<Row>(statement: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await statement.execute(fixture.app.app.database.em.fork().getKysely())).rows;
}

function step(node = fixture.app): Promise<number | null> {
  return takeStep(node.app.database.em.fork(), { wake: (channel) => woken.push(channel) });
}

/** Takes steps until no part is left, or until the next one is not due. */
async function takeSteps(): Promise<void> {
  for (let waitMs: number | null = 0; waitMs === 0;) waitMs = await step();
}

const skipWaits = () => execute(sql`update recovery_parts set turn_at = now()`);

/** Takes the first deliveries from the line of a webhook, as if they were sent. */
async function takeFromLine(of: string, count: number): Promise<void> {
  const uuid = decodeId(IdPrefix.webhook, of);
  await execute(sql`
    delete from delivery_queue where delivery_id = any(array(
      select delivery_id from delivery_queue where webhook_id = ${uuid} order by due_at limit ${count}::int))`);
  await skipWaits();
}

const fail = (count: number, of = webhookId) =>
  insertFailed(fixture.app, { workspaceId: fixture.customer.workspaceId, webhookId: of, count });
const start = (filter?: DeliveryFilter) => recover(fixture.app, fixture.customer.token, filter);
const read = (id: string) => readRecovery(fixture.app, fixture.customer.token, id);
const count = () => countRecovered(fixture.app, fixture.customer.workspaceId);

describe('a step', () => {
  test('searches 500 failed deliveries from old to new, and shows the progress', async () => {
    await fail(1_001);
    const { id, createdAt, ...started } = await start();
    const expectedCount = { count: 1_001, isExact: true };
    expect(started).toMatchObject({
      ...{ status: 'RUNNING', searchedUntil: longAgo, expectedCount, endedAt: null },
    });
    await step();
    const halfway = await read(id);
    expect(halfway).toMatchObject({ status: 'RUNNING', recoveredCount: 500 });
    expect(halfway.searchedUntil > longAgo && halfway.searchedUntil < createdAt).toBe(true);
    expect(woken.toSorted()).toEqual(['deliveries_changed', 'deliveries_due']);
    await step();
    await takeSteps();
    expect(await read(id)).toMatchObject({
      ...{ status: 'SUCCEEDED', expectedCount, recoveredCount: 1_001, searchedUntil: createdAt },
      endedAt: expect.any(String),
    });
    expect(await count()).toEqual({ 1: 1_001 });
  });

  test('is taken by one node at a time, and by another one when it is undone', async () => {
    await fail(10);
    const { id } = await start();
    await fixture.app.app.database.em.fork().transactional(async (transaction) => {
      await sql`select from recovery_parts for update`.execute(transaction.getKysely());
      expect(await step(other)).toBeNull();
    });
    expect(await read(id)).toMatchObject({ recoveredCount: 0 });
    await Promise.all([step(), step(other), step(), step(other)]);
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 10 });
  });

  test('that fails is undone as a whole, and the other recoveries go on', async () => {
    const healthy = await createCustomer(fixture.app);
    const { id: theirs } = await healthy.createWebhook('https://hooks.example.com/');
    await fail(10);
    const { id } = await start();
    await execute(sql`
      create function fail() returns trigger language plpgsql as $$ begin
        if new.recovered_count > 0 and new.workspace_id = ${sql.lit(fixture.customer.workspaceId)} then
          raise 'broken'; end if; return new; end $$`);
    await execute(
      sql`create trigger fail before update on recoveries for each row execute function fail()`,
    );
    await expect(step()).rejects.toThrow('broken');
    expect(await count()).toEqual({ 0: 10 });
    await insertFailed(fixture.app, { ...healthy, webhookId: theirs, count: 10 });
    const second = await recover(fixture.app, healthy.token);
    await takeSteps();
    expect(await readRecovery(fixture.app, healthy.token, second.id)).toMatchObject({
      recoveredCount: 10,
    });
    await execute(sql`drop function fail cascade`);
    await skipWaits();
    await takeSteps();
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 10 });
    expect(await count()).toEqual({ 1: 10 });
  });

  test('makes a few deliveries first, and no more until the webhook has taken some', async () => {
    const { id: idle } = await fixture.customer.createWebhook('https://hooks.example.com/');
    const { id: busy } = await fixture.customer.createWebhook('https://hooks.example.com/');
    await fail(200, busy);
    await fail(10, idle);
    const { id } = await start();
    await takeSteps();
    // The first one is not waited for by the other.
    expect(await read(id)).toMatchObject({ status: 'RUNNING', recoveredCount: 60 });
    expect(await step()).toBeGreaterThan(0);

    await takeFromLine(busy, 40);
    await takeSteps();
    const { recoveredCount } = await read(id);
    expect(recoveredCount).toBeGreaterThan(60);
    await takeFromLine(busy, 1_000);
    await takeSteps();
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 210 });
    expect(await count()).toEqual({ 1: 210 });
  });

  test('does not wait for the line of a webhook for which nothing is left to make', async () => {
    const { customer } = fixture;
    await customer.createWebhook('https://hooks.example.com/');
    await customer.publish(60);
    await fail(60);
    const { id, createdAt } = await start();
    await takeSteps();
    expect(await read(id)).toMatchObject({
      ...{ status: 'SUCCEEDED', recoveredCount: 60, searchedUntil: createdAt },
    });
  });

  test('skips what may be skipped while a webhook has a full line', async () => {
    const { id: busy } = await fixture.customer.createWebhook('https://hooks.example.com/');
    await fail(60, busy);
    const [first, second] = [await start(), await start()];
    await takeSteps();
    expect(await read(first.id)).toMatchObject({ status: 'RUNNING', recoveredCount: 50 });
    expect(await read(second.id)).toMatchObject({
      ...{ status: 'RUNNING', recoveredCount: 0 },
      skippedCounts: [{ reason: 'REPEATED', count: 50 }],
    });
    expect(await step()).toBeGreaterThan(0);
    await takeFromLine(busy, 1_000);
    await takeSteps();
    const [{ recoveredCount }, { recoveredCount: others }] = [
      await read(first.id),
      await read(second.id),
    ];
    expect(recoveredCount + others).toBe(60);
    expect(await count()).toEqual({ 1: 60 });
  });

  test('does not wait for retries, unless everything fails', async () => {
    const { id: active } = await fixture.customer.createWebhook('https://hooks.example.com/');
    const uuid = decodeId(IdPrefix.webhook, active);
    await fail(100, active);
    const { id } = await start();
    await takeSteps();
    await execute(sql`
      update delivery_queue set due_at = now() + interval '5 min' where webhook_id = ${uuid}`);
    await execute(sql`update webhooks set failing_since = now() where id = ${uuid}`);
    await skipWaits();
    await takeSteps();
    expect(await read(id)).toMatchObject({ recoveredCount: 50 });
    await execute(sql`update webhooks set failing_since = null where id = ${uuid}`);
    await skipWaits();
    await takeSteps();
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 100 });
  });

  test('searches at most 4 MiB of payloads for a text, like a dry run', async () => {
    await fail(40);
    const { app, customer } = fixture;
    await execute(sql`
      update events set body = body || repeat(' ', 256 * 1024) where workspace_id = ${customer.workspaceId}`);
    const filter = { text: 'number' };
    expect(await preview(app, customer.token, filter)).toMatchObject({
      count: { count: 16, isExact: false },
    });
    const { id } = await start(filter);
    await step();
    expect(await read(id)).toMatchObject({ status: 'RUNNING', recoveredCount: 16 });
    await takeSteps();
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 40 });
    expect(await count()).toEqual({ 1: 40 });
  });

  test('leaves alone what was created after the recovery was requested', async () => {
    await fail(2);
    const { id } = await start();
    await fail(3);
    await takeSteps();
    expect(await read(id)).toMatchObject({ recoveredCount: 2, skippedCounts: [] });
  });
});

describe('cancelRecovery', () => {
  test('ends it between two steps and keeps what was made', async () => {
    await fail(1_000);
    const { id } = await start();
    await step();
    const { searchedUntil } = await read(id);
    const { recovery } = await cancel(fixture.app, fixture.customer.token, id);
    const cancelled = { status: 'CANCELLED', recoveredCount: 500, searchedUntil };
    expect(recovery).toMatchObject({ ...cancelled, endedAt: expect.any(String) });
    expect(await step()).toBeNull();
    expect(await count()).toEqual({ 0: 500, 1: 500 });
    expect(await cancel(fixture.app, fixture.customer.token, id)).toEqual({
      recovery,
      userErrors: [],
    });
  });

  test('while a step is taken ends it after that step', async () => {
    await fail(2_000);
    const { id } = await start();
    const [{ recovery }] = await Promise.all([
      cancel(other, fixture.customer.token, id),
      ...[step(), step(), step()],
    ]);
    const made = (await count())[1] ?? 0;
    expect(recovery).toMatchObject({ status: 'CANCELLED', recoveredCount: made });
    expect(await step()).toBeNull();
  });

  test('of one that has SUCCEEDED is a CONFLICT', async () => {
    const { id } = await start();
    await takeSteps();
    expect(await cancel(fixture.app, fixture.customer.token, id)).toMatchObject({
      recovery: null,
      userErrors: [{ code: 'CONFLICT', field: 'recoveryId' }],
    });
  });
});

describe('recoverDeliveries', () => {
  test('runs at most five recoveries of a workspace, also when asked for ten at once', async () => {
    const { customer } = fixture;
    await fail(1);
    const input = { filter: { createdAfter: longAgo } };
    const ask = async (node: TestApp) =>
      (await node.ask(customer.token, RecoverDeliveries, { input })).recoverDeliveries;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => ask(n % 2 ? fixture.app : other)),
    );
    expect(answers.filter(({ recovery }) => recovery)).toHaveLength(5);
    const refused = answers.find(({ recovery }) => !recovery);
    expect(refused?.userErrors).toMatchObject([{ code: 'RATE_LIMITED', retryAfterSeconds: 60 }]);
    const stranger = await createCustomer(fixture.app);
    await recover(fixture.app, stranger.token);
    await cancel(fixture.app, customer.token, answers.find((it) => it.recovery)!.recovery!.id);
    expect((await ask(other)).userErrors).toEqual([]);
  });

  test('of a workspace without failures has SUCCEEDED at once', async () => {
    expect(await start()).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 0 });
  });

  const inAMinute = new Date(Date.now() + 60_000).toISOString();
  test.each<[string, DeliveryFilter, string]>([
    ['no time', { createdAfter: null }, 'createdAfter'],
    ['a time in the future', { createdAfter: inAMinute }, 'createdAfter'],
    ['times in the wrong order', { createdBefore: '2024-01-01T00:00:00Z' }, 'createdBefore'],
    ['other statuses', { statuses: ['PENDING', 'SUCCEEDED'] }, 'statuses'],
    ['a success', { statuses: ['SUCCEEDED'] }, 'statuses'],
    ['a contradiction', { errorCodes: ['TIMEOUT'], responseStatus: 503 }, 'responseStatus'],
    ['tests alone', { triggers: ['TEST'] }, 'triggers'],
    ['an empty list', { webhookIds: [] }, 'webhookIds'],
    ['a NUL', { text: '\0' }, 'text'],
  ])('refuses a filter with %s, also in a dry run', async (_title, filter, field) => {
    const { app, customer } = fixture;
    const error = { code: 'INVALID_INPUT', field: `filter.${field}` };
    expect((await preview(app, customer.token, filter)).userErrors).toMatchObject([error]);
    await expect(start(filter)).rejects.toThrow(`filter.${field}`);
    const { recoveries } = await app.ask(customer.token, ListRecoveries, {});
    expect(recoveries.nodes).toEqual([]);
  });

  test('tells how many deliveries it is to make, as a dry run does', async () => {
    await fail(2);
    await start();
    await takeSteps();
    await fail(3);
    const { count: previewed } = await preview(fixture.app, fixture.customer.token);
    const { id, expectedCount } = await start();
    expect(expectedCount).toEqual({ count: 3, isExact: true });
    expect(expectedCount).toEqual(previewed);
    await takeSteps();
    expect(await read(id)).toMatchObject({ expectedCount, recoveredCount: 3 });
    await fail(10_001);
    // Two of the oldest 10,000 have been sent again, and three have been sent by the second recovery.
    expect((await start()).expectedCount).toEqual({ count: 9_995, isExact: false });
  });

  test('refuses ids that the workspace never had, also in a dry run', async () => {
    const { app, token } = { app: fixture.app, ...fixture.customer };
    const stranger = await createCustomer(app);
    const { id: theirs } = await stranger.createWebhook('https://hooks.example.com/');
    const webhookIds = [webhookId, theirs, 'nope'];
    const input = { filter: { createdAfter: longAgo, webhookIds } };
    for (const dryRun of [true, false]) {
      const variables = { input: { ...input, dryRun } };
      const { recoverDeliveries } = await app.ask(token, RecoverDeliveries, variables);
      expect(recoverDeliveries).toMatchObject({
        ...{ recovery: null, count: null, skippedCounts: null },
        userErrors: [1, 2].map((n) => ({ code: 'NOT_FOUND', field: `filter.webhookIds.${n}` })),
      });
    }
  });

  test.each<[string, DeliveryFilter]>([
    ['FAILED among other statuses', { statuses: ['PENDING', 'FAILED'] }],
    ['a time long before the log', { createdAfter: '0001-01-01T00:00:00Z' }],
    ['an end in the future', { createdBefore: '9999-12-31T00:00:00Z' }],
    ['a text', { text: 'NUMBER' }],
    ['a class of responses', { responseStatusClasses: ['STATUS_5XX'] }],
  ])('takes a filter with %s', async (_title, filter) => {
    await fail(3);
    expect(await preview(fixture.app, fixture.customer.token, filter)).toMatchObject({
      count: { count: 3, isExact: true },
    });
    const { id } = await start(filter);
    await takeSteps();
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', recoveredCount: 3 });
  });
});

test('a recovery is kept for 30 days after its end, and for ever while it runs', async () => {
  const { app, customer } = fixture;
  const ended = await start();
  await fail(1);
  const running = await start();
  const prune = async () => {
    await pruneRecoveries(app.app.database.em.fork());
    const { recoveries } = await app.ask(customer.token, ListRecoveries, {});
    return recoveries.nodes.map(({ id }) => id);
  };
  const age = (days: number) => sql`
    update recoveries set ended_at = now() - make_interval(days => ${days}::int, mins => 1)
    where id = ${decodeId(IdPrefix.recovery, ended.id)}`;
  await execute(age(29));
  expect(await prune()).toEqual([running.id, ended.id]);
  await execute(age(30));
  expect(await prune()).toEqual([running.id]);
});
