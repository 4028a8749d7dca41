import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCriteria } from '../../../src/deliveries/read-criteria.ts';
import type { DeliveryFilter } from '../../../src/deliveries/delivery-filter.type.ts';
import { countDeliveries, nothingCounted } from '../../../src/deliveries/find/count-deliveries.ts';
import { openSearch } from '../../../src/deliveries/find/open-search.ts';
import { nothingFound, searchDeliveries } from '../../../src/deliveries/find/search-deliveries.ts';
import { encodeId, IdPrefix, timeOfId } from '../../../src/kernel/index.ts';
import {
  searchConnection,
  type FoundRows,
  type Keyset,
  type PageArgs,
} from '../../../src/kernel/graphql/index.ts';
import { openDeliveryDatabase, type DeliveryDatabase } from '../fixture/delivery-database.ts';
import { isPossible } from '../possible-states.ts';
import { insertRows, isMatch, makeRows, texts, type LogRow } from './log-rows.ts';

/** Enough for several pages of most filters, and few enough to walk through many times. */
const rowCount = 64;

let database: DeliveryDatabase;
let rows: LogRow[];
let own: LogRow[];
let webhookIds: string[];
const workspaceId = 'workspace-1';

beforeAll(async () => {
  database = await openDeliveryDatabase();
  await database.addWorkspace();
  const other = await database.addWorkspace();
  webhookIds = [];
  for (let n = 0; n < 3; n += 1) webhookIds.push(await database.addWebhook(workspaceId));
  const ofOther = [other, await database.addWebhook(other)] as const;
  const owned = webhookIds.map((id) => [workspaceId, id] as [string, string]);
  rows = makeRows(rowCount, [...owned, [...ofOther]]);
  own = rows.filter((row) => row.workspaceId === workspaceId);
  await insertRows(database.em(), rows);
  // A deleted webhook keeps its log, and its unfinished deliveries until they are ended.
  await database.changeWebhook(webhookIds[2]!, 'deleted_at = now()');
});
afterAll(() => database.close());

/** Up to three fields, with values that some rows have, also rows of the other workspace. */
function filters(): fc.Arbitrary<DeliveryFilter> {
  const some = <Value>(...values: readonly Value[]) =>
    fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
  const row = fc.constantFrom(...rows);
  const instant = row.map(({ id }) => timeOfId(id));
  const fields = {
    webhookIds: fc.array(
      row.map((it) => encodeId(IdPrefix.webhook, it.webhookId)),
      { minLength: 1, maxLength: 3 },
    ),
    statuses: some('FAILED', 'PENDING', 'SUCCEEDED'),
    triggers: some('EVENT', 'TEST', 'RESEND'),
    eventTypes: some('rent.created', 'item.deleted', 'renter.created'),
    errorCodes: some('HTTP_SERVER_ERROR', 'TIMEOUT'),
    responseStatusClasses: some('STATUS_2XX', 'STATUS_5XX', 'NO_RESPONSE'),
    responseStatus: fc.constantFrom(200, 503, 404),
    eventId: row.map(({ eventId }) => encodeId(IdPrefix.event, eventId)),
    createdAfter: instant,
    createdBefore: instant,
    text: fc.constantFrom(...texts, 'rent', '0%', '_', '%'),
  };
  const names = fc.subarray(Object.keys(fields), { maxLength: 3 });
  return fc
    .tuple(names, fc.record(fields))
    .map(([kept, all]) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => kept.includes(name))),
    )
    .map((filter) => filter as DeliveryFilter)
    .filter(
      ({ createdAfter: after, createdBefore: before }) => !after || !before || after < before,
    );
}

const searches = () =>
  fc.record({
    filter: filters(),
    rowsMax: fc.constantFrom(1, 3, 10, 50_000),
    bytesMax: fc.constantFrom(1, 40, 10_000),
    size: fc.constantFrom(1, 4, 100),
    isBackward: fc.boolean(),
    direction: fc.constantFrom('asc', 'desc'),
  });
type Search = ReturnType<typeof searches> extends fc.Arbitrary<infer Value> ? Value : never;

/** Reads all pages of a list; returns the ids in the order of the list. */
async function readPages(
  { size, isBackward, direction }: Search,
  find: (keyset: Keyset) => Promise<FoundRows<{ id: string }>>,
): Promise<string[]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  for (let isMore = true; isMore;) {
    // Each page finds or checks at least one row.
    expect(pages.length).toBeLessThanOrEqual(rowCount);
    const args: PageArgs = isBackward
      ? { last: size, before: cursor }
      : { first: size, after: cursor };
    const page = await searchConnection(args, find, ({ id }) => id, {
      ...{ workspaceId, direction, list: { name: 'deliveries' } },
    });
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    if (page.searchedUntil !== null) expect(isBackward ? hasPreviousPage : hasNextPage).toBe(true);
    pages.push(page.nodes);
    isMore = isBackward ? hasPreviousPage : hasNextPage;
    cursor = isBackward ? startCursor : endCursor;
  }
  return (isBackward ? pages.reverse() : pages).flat();
}

/** Opens a search, or returns null for a filter that is refused because it contradicts itself. */
async function open(filter: DeliveryFilter, listsOf: readonly string[] | null = null) {
  if (!isPossible(filter)) {
    expect(() => readCriteria(filter)).toThrow('contradict each other');
    return null;
  }
  return openSearch(database.em(), workspaceId, readCriteria(filter), listsOf);
}

function expectedIds(filter: DeliveryFilter, { direction }: Search, among = own): string[] {
  const ids = among.filter((row) => isMatch(row, filter)).map(({ id }) => id);
  return direction === 'asc' ? ids.sort() : ids.sort().reverse();
}

const runs = { numRuns: 40 };

test('the pages of any filter show each match once and in order, however few rows a page checks', async () => {
  const property = fc.asyncProperty(searches(), async (search) => {
    const { filter, rowsMax, bytesMax } = search;
    const opened = await open(filter);
    if (!opened) return;
    const ids = await readPages(search, async (keyset) => {
      const bounded = { ...opened, rowsMax, bytesMax };
      const [found = nothingFound] = (
        await searchDeliveries(database.em(), bounded, keyset)
      ).values();
      return found;
    });
    expect(ids).toEqual(expectedIds(filter, search));
  });
  const page = { size: 4, isBackward: false, direction: 'desc' } as const;
  const two = webhookIds.slice(0, 2).map((id) => encodeId(IdPrefix.webhook, id));
  const examples: [Search][] = [
    [{ ...page, filter: { webhookIds: two, responseStatus: 404 }, rowsMax: 10, bytesMax: 1 }],
    [{ ...page, filter: { text: 'rent' }, rowsMax: 50_000, bytesMax: 40 }],
  ];
  await fc.assert(property, { ...runs, examples });
});

test('each webhook has a list of its own, and one of another workspace has none', async () => {
  const listsOf = [...webhookIds, rows.find((row) => row.workspaceId !== workspaceId)!.webhookId];
  const property = fc.asyncProperty(searches(), async (search) => {
    const { webhookIds: _, ...filter } = search.filter;
    const opened = await open(filter, listsOf);
    if (!opened) return;
    for (const webhookId of listsOf) {
      const ids = await readPages(search, async (keyset) => {
        const lists = await searchDeliveries(
          database.em(),
          { ...opened, rowsMax: search.rowsMax, bytesMax: search.bytesMax },
          keyset,
        );
        return lists.get(webhookId) ?? nothingFound;
      });
      const among = own.filter((row) => row.webhookId === webhookId);
      expect(ids).toEqual(expectedIds(filter, search, among));
    }
  });
  await fc.assert(property, { numRuns: 10 });
});

test('a count is exact when it says so, and never above the number of matches', async () => {
  const property = fc.asyncProperty(searches(), async (search) => {
    const { filter, rowsMax, bytesMax } = search;
    const opened = await open(filter);
    if (!opened) return;
    const lists = await countDeliveries(database.em(), { ...opened, rowsMax, bytesMax });
    const [{ count, isExact } = nothingCounted] = lists.values();
    const wanted = expectedIds(filter, search).length;
    expect(count).toBeLessThanOrEqual(wanted);
    if (isExact || Math.min(rowsMax, bytesMax) > rowCount)
      expect([count, isExact]).toEqual([wanted, true]);
  });
  await fc.assert(property, runs);
});

test('a page of several webhooks leaves the database as one list of its size', async () => {
  const filter = { webhookIds: webhookIds.map((id) => encodeId(IdPrefix.webhook, id)) };
  const opened = await openSearch(database.em(), workspaceId, readCriteria(filter));
  const keyset = { after: null, direction: 'desc', limit: 5 } as const;
  const lists = [...(await searchDeliveries(database.em(), opened, keyset)).values()];
  expect(lists.map((list) => list.rows.length)).toEqual([5]);
});
