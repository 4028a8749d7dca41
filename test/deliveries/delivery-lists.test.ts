import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recordAttempts } from '../../src/deliveries/index.ts';
import { encodeId, IdPrefix, timeOfId } from '../../src/kernel/index.ts';
import {
  openDeliveryDatabase,
  resultOf,
  type DeliveryDatabase,
} from './fixture/delivery-database.ts';
import { contextOf, execute, query } from './fixture/graph-client.ts';

let database: DeliveryDatabase;
beforeAll(async () => {
  database = await openDeliveryDatabase();
});
afterAll(() => database.close());

const deliveryId = (uuid: string) => encodeId(IdPrefix.delivery, uuid);

interface Page {
  nodes: { id: string }[];
  searchedUntil: string | null;
  totalCount?: { count: number; isExact: boolean };
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

async function readPage(
  workspace: string,
  variables: Record<string, unknown>,
  fields = '',
): Promise<Page> {
  const { deliveries } = await query<{ deliveries: Page }>(
    contextOf(database.em(), workspace),
    `query ($first: Int, $after: String, $last: Int, $before: String, $filter: DeliveryFilter, $orderBy: DeliveryOrder) {
      deliveries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        nodes { id } searchedUntil ${fields}
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    variables,
  );
  return deliveries;
}

const idsIn = (page: Page) => page.nodes.map(({ id }) => id);

/** Adds a finished log; returns the ids, oldest first. */
async function addLog(workspace: string, webhook: string, count: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>(`
    with made as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status, response_status,
        attempt_count, updated_at)
      select new_id(), new_id(), '${webhook}', '${workspace}', 'rent.created', 'EVENT', 'SUCCEEDED', 200, 1, now()
      from generate_series(1, ${count}) returning id
    )
    select id from made order by id`);
  return rows.map(({ id }) => id);
}

describe('a filter that no index serves', () => {
  const rowsMax = 50_000;
  const filter = { eventTypes: ['item.deleted'] };
  let workspace: string;
  let wanted: string[];
  let log: string[];

  beforeAll(async () => {
    workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace, ['*']);
    const [old] = await database.publish(workspace, { type: 'item.deleted' });
    log = await addLog(workspace, webhook, rowsMax + 10);
    const [young] = await database.publish(workspace, { type: 'item.deleted' });
    wanted = [young!.id, old!.id];
  });

  test('checks 50,000 deliveries for a page, says so, and goes on from there', async () => {
    const first = await readPage(workspace, { first: 5, filter });
    expect(idsIn(first)).toEqual([deliveryId(wanted[0]!)]);
    // The newest, then the log from its end.
    const searchedTo = log.at(-(rowsMax - 1))!;
    expect(first.searchedUntil).toBe(timeOfId(searchedTo).toISOString());
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });

    const second = await readPage(workspace, { first: 5, filter, after: first.pageInfo.endCursor });
    expect(idsIn(second)).toEqual([deliveryId(wanted[1]!)]);
    expect(second).toMatchObject({ searchedUntil: null, pageInfo: { hasNextPage: false } });
    const full = await readPage(workspace, { first: 5, filter: { eventTypes: ['rent.created'] } });
    expect(full).toMatchObject({ searchedUntil: null, pageInfo: { hasNextPage: true } });
  });

  test('has a cursor on an empty page, in both directions', async () => {
    const none = { eventTypes: ['renter.created'] };
    const newest = await readPage(workspace, { first: 5, filter: none });
    expect(newest).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    const { endCursor: after } = newest.pageInfo;
    const end = await readPage(workspace, { first: 5, filter: none, after });
    expect(end).toMatchObject({ nodes: [], searchedUntil: null, pageInfo: { hasNextPage: false } });

    const oldest = await readPage(workspace, { last: 5, filter: none });
    expect(oldest).toMatchObject({ nodes: [], pageInfo: { hasPreviousPage: true } });
    expect(oldest.searchedUntil).not.toBeNull();
    const { startCursor: before } = oldest.pageInfo;
    const start = await readPage(workspace, { last: 5, filter: none, before });
    expect(start).toMatchObject({ nodes: [], searchedUntil: null });
    expect(start.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
  });

  test('finds unfinished deliveries of any age at once, from the queue', async () => {
    const page = await readPage(workspace, { first: 5, filter: { statuses: ['PENDING'] } });
    expect(idsIn(page)).toEqual(wanted.map(deliveryId));
    expect(page).toMatchObject({ searchedUntil: null, pageInfo: { hasNextPage: false } });
  });

  test('is counted as far as a page is searched', async () => {
    const read = async (criteria: object) =>
      (await readPage(workspace, { filter: criteria }, 'totalCount { count isExact }')).totalCount;
    expect(await read(filter)).toEqual({ count: 1, isExact: false });
    expect(await read({ ...filter, createdAfter: timeOfId(log.at(-9)!) })).toEqual({
      count: 1,
      isExact: true,
    });
    expect(await read({})).toEqual({ count: 10_000, isExact: false });
    expect(await read({ eventTypes: ['rent.created'] })).toEqual({ count: 10_000, isExact: false });
    expect(await read({ statuses: ['PENDING'] })).toEqual({ count: 2, isExact: true });
  });
});

/** Ids of webhooks, the given ones among many that do not exist. */
const among = (webhooks: string[], count: number) => [
  ...Array.from({ length: count - webhooks.length }, () =>
    encodeId(IdPrefix.webhook, randomUUID()),
  ),
  ...webhooks.map((uuid) => encodeId(IdPrefix.webhook, uuid)),
];

describe('a filter for many webhooks', () => {
  test('with a row check searches as far as in the whole workspace', async () => {
    const workspace = await database.addWorkspace();
    const webhooks = [await database.addWebhook(workspace), await database.addWebhook(workspace)];
    for (const webhook of webhooks) await addLog(workspace, webhook, 5_000);
    const filter = { webhookIds: among(webhooks, 100), triggers: ['RESEND'] };
    const page = await readPage(workspace, { filter }, 'totalCount { count isExact }');
    expect(page).toMatchObject({
      ...{ nodes: [], searchedUntil: null, totalCount: { count: 0, isExact: true } },
    });
  });

  test.each([5, 100])('finds and counts all unfinished deliveries: %d', async (count) => {
    const workspace = await database.addWorkspace();
    const webhook = await database.addWebhook(workspace);
    await database.publish(workspace, { count: 2_100 });
    const filter = { webhookIds: among([webhook], count), statuses: ['PENDING'] };
    const none = { ...filter, triggers: ['RESEND'] };
    expect(await readPage(workspace, { filter: none })).toMatchObject({
      ...{ nodes: [], searchedUntil: null },
    });
    const { totalCount } = await readPage(workspace, { filter }, 'totalCount { count isExact }');
    expect(totalCount).toEqual({ count: 2_100, isExact: true });
  });

  test('counts as many as without a filter', async () => {
    const workspace = await database.addWorkspace();
    const webhooks = [await database.addWebhook(workspace), await database.addWebhook(workspace)];
    for (const webhook of webhooks) await addLog(workspace, webhook, 3_000);
    const filter = { webhookIds: among(webhooks, 100) };
    const { totalCount } = await readPage(workspace, { filter }, 'totalCount { count isExact }');
    expect(totalCount).toEqual({ count: 6_000, isExact: true });
  });
});

test('pages through more unfinished deliveries than are looked up in the queue', async () => {
  const workspace = await database.addWorkspace();
  await database.addWebhook(workspace);
  const made = await database.publish(workspace, { count: 5_001 });
  const filter = { statuses: ['PENDING'] };
  const page = await readPage(workspace, { first: 2, filter, orderBy: { direction: 'ASC' } });
  const oldest = made.map(({ id }) => id).sort();
  expect(idsIn(page)).toEqual(oldest.slice(0, 2).map(deliveryId));
});

test('counts only when the count is selected, and once under several names', async () => {
  const workspace = await database.addWorkspace();
  await database.addWebhook(workspace);
  await database.publish(workspace, { count: 3 });
  const countsOf = async (fields: string) => {
    const texts = await database.statementsOf(() => readPage(workspace, { first: 1 }, fields));
    return [texts.length, texts.filter((text) => text.includes('count(*)')).length];
  };
  expect(await countsOf('')).toEqual([1, 0]);
  expect(await countsOf('totalCount { count } again: totalCount { isExact }')).toEqual([2, 1]);
});

describe('deliveries nested in a list of webhooks', () => {
  const nested = (filter: string, fields = '') => `{
    webhooks(first: 50) { nodes { id
      newest: deliveries(first: 2, filter: ${filter}) {
        nodes { id attempts { number } } searchedUntil ${fields}
      }
      oldest: deliveries(last: 1, filter: ${filter}) { nodes { id } }
    } }
  }`;
  interface Data {
    webhooks: {
      nodes: { id: string; newest: Page; oldest: Page }[];
    };
  }

  async function addWebhooks(count: number): Promise<string> {
    const workspace = await database.addWorkspace();
    const webhooks: string[] = [];
    for (let n = 0; n < count; n += 1) webhooks.push(await database.addWebhook(workspace));
    await database.publish(workspace, { count: 3 });
    const claimed = await database.claim(webhooks, { countMax: 10_000 });
    await recordAttempts(
      database.em(),
      claimed.slice(0, 5).map((claim) => resultOf(claim)),
    );
    return workspace;
  }

  test.each([
    ['all', '{}'],
    ['filtered', '{ eventTypes: ["rent.created"] }'],
    ['pending', '{ statuses: [PENDING] }'],
  ])('cost as many statements for 12 webhooks as for 2: %s', async (_kind, filter) => {
    const statementsFor = async (count: number) => {
      const workspace = await addWebhooks(count);
      const context = contextOf(database.em(), workspace);
      let data: Data | undefined;
      const texts = await database.statementsOf(async () => {
        data = await query<Data>(context, nested(filter, 'totalCount { count }'));
      });
      expect(data!.webhooks.nodes).toHaveLength(count);
      return texts.length;
    };
    expect(await statementsFor(12)).toBe(await statementsFor(2));
  });

  test('are all counted while they are unfinished', async () => {
    const workspace = await database.addWorkspace();
    for (let n = 1; n < 100; n += 1) await database.addWebhook(workspace, ['item.created']);
    await database.addWebhook(workspace);
    await database.publish(workspace, { count: 2_100 });
    const { webhooks } = await query<{ webhooks: { nodes: { deliveries: Page }[] } }>(
      contextOf(database.em(), workspace),
      `{ webhooks(first: 100) { nodes {
        deliveries(first: 1, filter: { statuses: [PENDING] }) { totalCount { count isExact } }
      } } }`,
    );
    const counts = webhooks.nodes.map(({ deliveries }) => deliveries.totalCount);
    expect(counts.filter((it) => it?.count !== 0)).toEqual([{ count: 2_100, isExact: true }]);
    expect(counts.every((it) => it?.isExact)).toBe(true);
  });

  test('are those of each webhook', async () => {
    const workspace = await addWebhooks(3);
    const rows = await database.query<{ id: string; webhook_id: string }>(
      `select id, webhook_id from deliveries where workspace_id = '${workspace}' order by id desc`,
    );
    const context = contextOf(database.em(), workspace);
    for (const filter of ['{}', '{ eventTypes: ["rent.created"] }']) {
      const { webhooks } = await query<Data>(
        context,
        nested(filter, 'totalCount { count isExact }'),
      );
      for (const webhook of webhooks.nodes) {
        const own = rows.filter((row) => encodeId(IdPrefix.webhook, row.webhook_id) === webhook.id);
        const ids = own.map(({ id }) => deliveryId(id));
        expect(idsIn(webhook.newest)).toEqual(ids.slice(0, 2));
        expect(idsIn(webhook.oldest)).toEqual(ids.slice(2));
        expect(webhook.newest).toMatchObject({ totalCount: { count: 3, isExact: true } });
      }
    }
  });
});

describe('a filter', () => {
  let workspace: string;
  beforeAll(async () => {
    workspace = await database.addWorkspace();
    await database.addWebhook(workspace, ['*']);
    await database.publish(workspace);
  });

  async function messageOf(filter: Record<string, unknown>): Promise<string | undefined> {
    const source =
      'query ($filter: DeliveryFilter) { deliveries(filter: $filter) { nodes { id } } }';
    const { errors } = await execute(contextOf(database.em(), workspace), source, { filter });
    return errors?.[0]?.message;
  }

  const times = { createdAfter: '2026-01-02T00:00:00Z', createdBefore: '2026-01-01T00:00:00Z' };
  test.each([
    ['times in the wrong order', times, 'createdBefore must be later than createdAfter.'],
    ['no time at all', { ...times, createdAfter: times.createdBefore }, /must be later/],
    ['an empty list', { statuses: [] }, /An empty list matches nothing/],
    ['a list of 101', { eventTypes: Array(101).fill('rent.created') }, /at most 100 values/],
    ['an unknown event type', { eventTypes: ['rent.lost'] }, /no event type/],
    ['an empty text', { text: '' }, /1 to 200 characters/],
    ['a text of 10,000 characters', { text: 'x'.repeat(10_000) }, /1 to 200 characters/],
    ['a text with NUL', { text: 'a\0b' }, /must not contain NUL/],
    ['a status out of range', { responseStatus: -(2 ** 31) }, /must be from 200 to 999/],
    ['a status that no receiver returns', { responseStatus: 103 }, /must be from 200 to 999/],
    [
      'an error of no response and a response',
      { errorCodes: ['TIMEOUT'], responseStatus: 503 },
      /^errorCodes and responseStatus contradict each other.* every other error with none\.$/,
    ],
    [
      'an error and another class',
      { errorCodes: ['HTTP_REDIRECT'], responseStatusClasses: ['STATUS_5XX', 'NO_RESPONSE'] },
      /^errorCodes and responseStatusClasses contradict .* HTTP_REDIRECT comes with/,
    ],
    [
      'a status and another class',
      { responseStatus: 200, responseStatusClasses: ['STATUS_5XX'] },
      /^responseStatusClasses and responseStatus contradict .* in none of these classes/,
    ],
    [
      'a success and a failed response',
      { statuses: ['SUCCEEDED'], responseStatus: 503 },
      /^statuses and responseStatus contradict .* SUCCEEDED has .* 200 to 299/,
    ],
    [
      'an error of a failed response and a success',
      { errorCodes: ['HTTP_SERVER_ERROR'], responseStatusClasses: ['STATUS_2XX'] },
      /^errorCodes and responseStatusClasses contradict .* HTTP_SERVER_ERROR from 500/,
    ],
    [
      'a success and an error',
      { statuses: ['SUCCEEDED'], errorCodes: ['TIMEOUT'] },
      /^statuses and errorCodes contradict .* SUCCEEDED has no error/,
    ],
  ])('with %s is refused', async (_kind, filter, message) => {
    expect(await messageOf(filter)).toMatch(message);
  });

  test('that contradicts itself is refused as INVALID_INPUT also where only one webhook is listed or counted', async () => {
    const source = `query ($filter: DeliveryFilter) {
      webhooks { nodes { deliveries(filter: $filter) { totalCount { count } } } }
    }`;
    const filter = { statuses: ['SUCCEEDED'], responseStatus: 503 };
    const { errors } = await execute(contextOf(database.em(), workspace), source, { filter });
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^statuses and responseStatus contradict each other/),
    ]);
  });

  test.each([
    ['a text of % and _', { text: '%_%' }],
    ['a text of half a character', { text: '\ud800' }],
    ['an unknown event', { eventId: 'evt_nothing' }],
    ['an unknown webhook', { webhookIds: ['wh_nothing'] }],
    ['times before all ids', { createdBefore: '0001-01-01T00:00:00Z' }],
  ])('with %s matches nothing', async (_kind, filter) => {
    expect(await readPage(workspace, { filter })).toMatchObject({ nodes: [], searchedUntil: null });
  });

  test('finds an event only in its own workspace', async () => {
    const stranger = await database.addWorkspace();
    const [made] = await database.publish(workspace);
    const filter = { eventId: encodeId(IdPrefix.event, made!.eventId) };
    expect(idsIn(await readPage(workspace, { filter }))).toEqual([deliveryId(made!.id)]);
    expect(idsIn(await readPage(stranger, { filter }))).toEqual([]);
  });

  test('finds a text with special characters as it is written', async () => {
    const [made] = await database.publish(workspace);
    await database.query(
      `update events set body = 'Discount: 100%_\\\\ {"A.*"}' where id = '${made!.eventId}'`,
    );
    for (const text of ['100%_\\', 'discount', '{"a.*"}', '%_']) {
      expect(idsIn(await readPage(workspace, { filter: { text } }))).toEqual([
        deliveryId(made!.id),
      ]);
    }
    expect(idsIn(await readPage(workspace, { filter: { text: 'a.b' } }))).toEqual([]);
  });
});
