import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readLogAddress, writeLogAddress, type LogAddress } from './log-address.ts';
import type { PagePlace } from '../../components/page-place.ts';
import { emptyFilter, type LogFilter, type LogView } from './log-view.ts';

/** The view that the address names, and ways to another one. Each is a step that the back button undoes. */
export interface LogNavigation extends LogAddress {
  /** The query of the address for the same filter, without a page. */
  filterQuery: string;
  /** Whether the filter restricts more than the place of the log does. */
  isFiltered: boolean;
  changeFilter(change: Partial<LogFilter>): void;
  clearFilter(): void;
  changeOrder(isOldestFirst: boolean): void;
  /** Goes to the page after or before a cursor, or to the first page. */
  goTo(place: PagePlace | null): void;
}

/** @param webhookId the webhook whose log it is; null for the log of the workspace */
export function useLogAddress(webhookId: string | null): LogNavigation {
  const [query, setQuery] = useSearchParams();
  const text = query.toString();
  const { view, ignored } = useMemo(() => readFor(webhookId, text), [webhookId, text]);
  const own = webhookId === null ? emptyFilter : { ...emptyFilter, webhookIds: [webhookId] };

  function show(next: Partial<LogView>): void {
    const address = writeLogAddress({ ...view, place: null, ...next });
    if (webhookId !== null) address.delete('webhook'); // it is in the path
    // A box that was ticked is seen to be at once.
    setQuery(address, { flushSync: true, preventScrollReset: true });
  }

  return {
    view,
    ignored,
    filterQuery: writeLogAddress({ ...view, isOldestFirst: false, place: null }).toString(),
    isFiltered: JSON.stringify(view.filter) !== JSON.stringify(own),
    changeFilter: (change) => show({ filter: { ...view.filter, ...change } }),
    clearFilter: () => show({ filter: own }),
    changeOrder: (isOldestFirst) => show({ isOldestFirst }),
    goTo: (place) => show({ place }),
  };
}

function readFor(webhookId: string | null, text: string): LogAddress {
  const query = new URLSearchParams(text);
  if (webhookId !== null) query.set('webhook', webhookId);
  return readLogAddress(query);
}
