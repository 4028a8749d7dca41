import { describe, expect, test } from '@jest/globals';
import { describeEvents } from '../../src/dashboard/webhook/describe-webhook.ts';
import {
  isFiltered,
  readView,
  toVariables,
  writeView,
} from '../../src/dashboard/webhooks/list-view.ts';
import { createNews } from '../../src/dashboard/webhooks/news.ts';

describe('the words about a webhook', () => {
  test.each([
    [['*'], 'All events'],
    [['rent.created', '*'], 'All events'],
    [['rent.*'], 'All rent events'],
    [['item.low_stock', 'rent.*', 'renter.*'], 'All rent and renter events, item.low_stock'],
    [['rent.created', 'item.low_stock'], 'rent.created, item.low_stock'],
    [['rent.created', 'rent.deleted', 'item.low_stock'], '2 rent events, 1 item event'],
  ])('of the events %j are "%s"', (events, words) => {
    expect(describeEvents(events)).toBe(words);
  });
});

describe('the view of the list', () => {
  const address = 'search=a%26b&status=PAUSED&status=DISABLED&order=name&after=c1';

  test('is the same after a way through the address', () => {
    expect(writeView(readView(new URLSearchParams(address))).toString()).toBe(address);
    expect(writeView(readView(new URLSearchParams())).toString()).toBe('');
  });

  test('leaves out what it does not know', () => {
    const view = readView(new URLSearchParams('status=LOST&order=toString&colour=red'));
    expect(view).toEqual({ search: '', statuses: [], order: 'newest', after: null, before: null });
    expect(isFiltered(view)).toBe(false);
  });

  test('asks for the page before a cursor from its end', () => {
    const page = (query: string) => toVariables(readView(new URLSearchParams(query)));
    const orderBy = { field: 'CREATED_AT', direction: 'DESC' };
    expect(page('before=c1')).toEqual({ last: 25, before: 'c1', orderBy });
    expect(page('after=c2&search=+x+')).toEqual({ first: 25, after: 'c2', search: 'x', orderBy });
  });
});

describe('the news of webhooks', () => {
  const now = Date.parse('2026-11-29T10:00:00Z');
  const updatedAt = '2026-11-29T10:01:00Z';

  test('are changes since the beginning, each once', () => {
    const { isNews } = createNews(() => now);
    expect(isNews({ id: 'a', version: 1, updatedAt: '2026-11-29T09:00:00Z' })).toBe(false);
    expect(isNews({ id: 'a', version: 2, updatedAt })).toBe(true);
    expect(isNews({ id: 'a', version: 2, updatedAt })).toBe(false);
    expect(isNews({ id: 'b', version: 2, updatedAt })).toBe(true);
  });
});
