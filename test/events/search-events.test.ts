import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { query } from '../kit/cluster.ts';
import { createCustomer, createDrafts, type Customer } from '../kit/customer.ts';
import { PublishEvents } from '../kit/documents.ts';
import { graphql } from '../kit/graphql/index.ts';
import type { EventFilter } from '../kit/graphql/graphql.ts';

let app: TestApp;
let customer: Customer;
/** Ids of `renter.created`, `item.created`, `renter.created`, on three days. */
let ids: string[];
const days = ['2025-01-01T12:00:00.000Z', '2025-01-02T12:00:00.000Z', '2025-01-03T12:00:00.000Z'];

beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
  customer = await createCustomer(app);
  const types = ['renter.created', 'item.created', 'renter.created'] as const;
  const events = types.map((type, n) => ({
    ...createDrafts(1, type)[0]!,
    occurredAt: days[n]!,
  }));
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input: { events } });
  ids = publishEvents.events!.map(({ id }) => id);
});
afterAll(() => app.stop());

const SearchEvents = graphql(`
  query SearchEvents($filter: EventFilter, $first: Int, $after: String, $last: Int) {
    events(filter: $filter, first: $first, after: $after, last: $last) {
      searchedUntil
      nodes {
        id
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

async function search(filter: EventFilter, page: { first?: number; last?: number } = {}) {
  const { events } = await app.ask(customer.token, SearchEvents, { filter, ...page });
  return events;
}

async function idsOf(filter: EventFilter): Promise<string[]> {
  return (await search(filter)).nodes.map(({ id }) => id);
}

describe('events', () => {
  test('are selected by type, by the time when they occurred and by id, newest first', async () => {
    const [one = '', two = '', three = ''] = ids;
    const [dayOne = '', dayTwo = '', dayThree = ''] = days;
    expect(await idsOf({})).toEqual([three, two, one]);
    expect(await idsOf({ types: ['renter.created'] })).toEqual([three, one]);
    expect(await idsOf({ types: ['item.created', 'renter.created'] })).toEqual([three, two, one]);
    expect(await idsOf({ types: ['rent.created'] })).toEqual([]);
    expect(await idsOf({ occurredAfter: dayTwo })).toEqual([three, two]);
    expect(await idsOf({ occurredBefore: dayTwo })).toEqual([one]);
    expect(await idsOf({ occurredAfter: dayOne, occurredBefore: dayThree })).toEqual([two, one]);
    expect(await idsOf({ id: two })).toEqual([two]);
    expect(await idsOf({ id: two, types: ['renter.created'] })).toEqual([]);
    expect(await idsOf({ types: ['renter.created'], occurredAfter: dayTwo })).toEqual([three]);
    expect((await search({ types: ['rent.created'] })).searchedUntil).toBeNull();
  });

  test('with a filter are paged in both directions', async () => {
    const [one = '', , three = ''] = ids;
    const filter = { types: ['renter.created'] };
    expect(await search(filter, { first: 1 })).toMatchObject({
      ...{ nodes: [{ id: three }], pageInfo: { hasNextPage: true, hasPreviousPage: false } },
    });
    expect(await search(filter, { last: 1 })).toMatchObject({
      ...{ nodes: [{ id: one }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
    });
  });

  test.each<[string, EventFilter, string]>([
    ['an unknown type', { types: ['item.created', 'rent.lost'] }, 'UNKNOWN_EVENT_TYPE'],
    ['the wildcard', { types: ['*'] }, 'UNKNOWN_EVENT_TYPE'],
    ['no type', { types: [] }, 'INVALID_INPUT'],
    ['101 types', { types: Array<string>(101).fill('item.created') }, 'INVALID_INPUT'],
    ['equal times', { occurredAfter: days[0]!, occurredBefore: days[0]! }, 'INVALID_INPUT'],
    [
      'times in the wrong order',
      { occurredAfter: days[1]!, occurredBefore: days[0]! },
      'INVALID_INPUT',
    ],
    ['no time', { occurredAfter: 'yesterday' }, 'BAD_USER_INPUT'],
  ])('are refused with %s', async (_name, filter, code) => {
    const { data, errors } = await app.request(customer.token, SearchEvents, { filter });
    expect(data ?? null).toBeNull();
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  test.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z'])(
    'may be selected by %s, which is out of reach',
    async (time) => {
      const [after, before] = [
        await idsOf({ occurredAfter: time }),
        await idsOf({ occurredBefore: time }),
      ];
      expect([after.length, before.length].sort()).toEqual([0, 3]);
    },
  );

  test('are searched in parts of 50,000, and the next page goes on where the search stopped', async () => {
    const busy = await createCustomer(app);
    const [wanted = ''] = await busy.publish(1, 'item.created');
    await query(
      app.databaseUrl,
      `insert into events (id, workspace_id, type, body, occurred_at)
        select new_id(), '${busy.workspaceId}', 'renter.created', '{}', now() from generate_series(1, 50000)`,
    );
    const filter = { types: ['item.created'] };
    const first = (await app.ask(busy.token, SearchEvents, { filter })).events;
    expect(first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    expect(first.searchedUntil).toEqual(expect.any(String));
    const after = first.pageInfo.endCursor;
    const second = (await app.ask(busy.token, SearchEvents, { filter, after })).events;
    expect(second).toMatchObject({
      ...{ nodes: [{ id: wanted }], searchedUntil: null, pageInfo: { hasNextPage: false } },
    });
  });
});
