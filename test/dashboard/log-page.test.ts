import { describe, expect, test } from '@jest/globals';
import type { DeliveryRow } from '../../src/dashboard/api/delivery-row.ts';
import {
  findUncovered,
  newMax,
  openPage,
  refreshPage,
  updatePage,
  type LoadedPage,
  type LogPage,
} from '../../src/dashboard/deliveries/log/log-page.ts';
import { changeLog, initialState } from '../../src/dashboard/deliveries/log/log-state.ts';
import { emptyFilter, type LogView } from '../../src/dashboard/deliveries/log/log-view.ts';

const newestFirst: LogView = { filter: emptyFilter, isOldestFirst: false, place: null };

/** A delivery; ids are in the order of creation. */
function make(number: number, facts: Partial<DeliveryRow> = {}): DeliveryRow {
  const at = '2026-03-03T10:00:00.000Z';
  return {
    ...{ id: `dlv_${String(number).padStart(5, '0')}`, webhookId: 'wh_1', webhook: null },
    ...{ status: 'PENDING', statusReason: null, trigger: 'EVENT', eventType: 'rent.created' },
    ...{ errorCode: null, errorMessage: null, responseStatus: null, responseTimeMs: null },
    ...{ attemptCount: 0, maxAttempts: 10, nextAttemptAt: null, completedAt: null },
    ...{ createdAt: at, updatedAt: at },
    ...facts,
  };
}

/** A page of these deliveries, in the order of the numbers. */
function load(numbers: readonly number[], more: { next?: boolean; previous?: boolean } = {}) {
  const nodes = numbers.map((number) => make(number));
  const loaded: LoadedPage = {
    nodes,
    pageInfo: {
      ...{ hasNextPage: more.next ?? false, hasPreviousPage: more.previous ?? false },
      ...{ startCursor: nodes[0]?.id ?? null, endCursor: nodes.at(-1)?.id ?? null },
    },
    searchedUntil: null,
  };
  return loaded;
}

const numbersOf = ({ rows }: LogPage) => rows.map(({ delivery }) => Number(delivery.id.slice(4)));
const unmatchedOf = ({ rows }: LogPage) =>
  rows.filter(({ isMatch }) => !isMatch).map(({ delivery }) => Number(delivery.id.slice(4)));

describe('an update of a page', () => {
  test('changes a known row in its place, and no other row', () => {
    const page = openPage(load([3, 2, 1]), newestFirst);
    const next = updatePage(page, { delivery: make(2, { status: 'SUCCEEDED' }), isMatch: true });
    expect(numbersOf(next)).toEqual([3, 2, 1]);
    expect(next.rows[1]?.delivery.status).toBe('SUCCEEDED');
    expect(next.rows[0]).toBe(page.rows[0]);
  });

  test('that is older than the row changes nothing', () => {
    const page = openPage(load([1]), newestFirst);
    const delivery = make(1, { updatedAt: '2026-03-03T09:59:59.999Z', status: 'FAILED' });
    expect(updatePage(page, { delivery, isMatch: true })).toBe(page);
  });

  test('keeps a row that no longer matches, and takes it back when it does again', () => {
    const page = openPage(load([2, 1]), newestFirst);
    const marked = updatePage(page, { delivery: make(1), isMatch: false });
    expect(unmatchedOf(marked)).toEqual([1]);
    expect(unmatchedOf(updatePage(marked, { delivery: make(1), isMatch: true }))).toEqual([]);
  });

  test('gathers new deliveries without moving a row, each once', () => {
    let page = openPage(load([2, 1]), newestFirst);
    for (const number of [3, 4, 3]) {
      page = updatePage(page, { delivery: make(number), isMatch: true });
    }
    expect(numbersOf(page)).toEqual([2, 1]);
    expect(page.newIds.size).toBe(2);
    expect(updatePage(page, { delivery: make(4), isMatch: false }).newIds.size).toBe(1);
  });

  test('gathers no more than are worth counting', () => {
    let page = openPage(load([1]), newestFirst);
    for (let number = 2; number < newMax + 10; number += 1) {
      page = updatePage(page, { delivery: make(number), isMatch: true });
    }
    expect(page.newIds.size).toBe(newMax);
  });

  test('of a delivery on a later page is not new', () => {
    const page = openPage(load([9, 8], { next: true }), newestFirst);
    expect(updatePage(page, { delivery: make(7), isMatch: true })).toBe(page);
    const withLate = updatePage(page, { delivery: make(10), isMatch: true });
    expect(withLate.newIds.size).toBe(1);
  });

  test('gathers nothing on other pages than the newest', () => {
    const view: LogView = { ...newestFirst, place: { side: 'after', cursor: 'c' } };
    const page = openPage(load([2, 1], { previous: true }), view);
    expect(updatePage(page, { delivery: make(3), isMatch: true })).toBe(page);
    const oldestFirst = { ...newestFirst, isOldestFirst: true };
    const first = openPage(load([1, 2], { next: true }), oldestFirst);
    expect(updatePage(first, { delivery: make(3), isMatch: true })).toBe(first);
    const last = openPage(load([1, 2]), oldestFirst);
    expect(updatePage(last, { delivery: make(3), isMatch: true }).newIds.size).toBe(1);
  });

  test('shows the first delivery of an empty log at once', () => {
    const page = openPage(load([]), newestFirst);
    expect(numbersOf(updatePage(page, { delivery: make(1), isMatch: true }))).toEqual([1]);
  });
});

describe('a page that is loaded again', () => {
  test('keeps its rows, and notes those that are new', () => {
    const page = openPage(load([3, 2, 1]), newestFirst);
    const next = refreshPage(page, load([5, 4, 3, 2, 1]));
    expect(numbersOf(next)).toEqual([3, 2, 1]);
    expect(next.newIds.size).toBe(2);
    expect(unmatchedOf(next)).toEqual([]);
  });

  test('marks what is missing, but not what new deliveries have pushed to the next page', () => {
    const page = openPage(load([4, 3, 2, 1]), newestFirst);
    const next = refreshPage(page, load([6, 5, 3], { next: true }));
    expect(numbersOf(next)).toEqual([4, 3, 2, 1]);
    expect(unmatchedOf(next)).toEqual([4]);
  });

  test('fills a page that was empty', () => {
    const page = openPage(load([]), newestFirst);
    expect(numbersOf(refreshPage(page, load([2, 1])))).toEqual([2, 1]);
  });

  test('lacks the rows for which a full page has no room', () => {
    const page = openPage(load([2, 1]), newestFirst);
    const full = Array.from({ length: 100 }, (_, n) => 200 - n);
    const uncovered = findUncovered(page, load(full, { next: true }));
    expect(uncovered.map(({ delivery }) => delivery.id)).toEqual(['dlv_00002', 'dlv_00001']);
    expect(findUncovered(page, load([3, 2, 1]))).toEqual([]);
  });
});

describe('a log', () => {
  test('applies updates that came before the answer with the page', () => {
    const requested = { type: 'requested' as const, key: 'a', view: newestFirst, known: null };
    let state = changeLog(initialState, requested);
    const delivery = make(1, { status: 'FAILED', updatedAt: '2026-03-03T10:00:01.000Z' });
    state = changeLog(state, { type: 'updated', update: { delivery, isMatch: true } });
    state = changeLog(state, { type: 'loaded', key: 'a', view: newestFirst, loaded: load([1]) });
    expect(state.page?.rows[0]?.delivery.status).toBe('FAILED');
    expect(state.isLoading).toBe(false);
  });

  test('ignores the answer for a view that is no longer wanted', () => {
    const requested = { type: 'requested' as const, view: newestFirst, known: null };
    const first = changeLog(initialState, { ...requested, key: 'a' });
    const second = changeLog(first, { ...requested, key: 'b' });
    const loaded = { type: 'loaded' as const, key: 'a', view: newestFirst, loaded: load([1]) };
    expect(changeLog(second, loaded)).toBe(second);
  });
});
