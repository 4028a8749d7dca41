import type { Client } from 'urql';
import { liveDocument } from './log-documents.ts';
import { loadAgain, loadPage, recallPage } from './load-page.ts';
import { openPage } from './log-page.ts';
import { changeLog, initialState, type LogAction, type LogState } from './log-state.ts';
import { toDeliveryFilter, type LogFilter, type LogView } from './log-view.ts';

/** A page of the log that stays up to date by the live stream. */
export interface DeliveryLog {
  getState(): LogState;
  subscribe(listener: () => void): () => void;
  /**
   * Loads the page of this view, and shows it in place of the present one once it is there. On a return to a page, its
   * rows stay where they were.
   */
  open(view: LogView, isReturn: boolean): void;
  /** Applies live updates until the returned function is called. If it is called again for the same filter, it goes on from there. */
  follow(filter: LogFilter): () => void;
}

/** Milliseconds after which a failed refresh is repeated: the stream does not say again what was missed. */
const refreshAgainMs = 5_000;

/** Creates a log that shows a view as it was when it was last loaded. It is loaded once it is opened. */
export function createDeliveryLog(client: Client, firstView: LogView): DeliveryLog {
  const recalled = recallPage(client, firstView);
  let state: LogState = { ...initialState, page: recalled && openPage(recalled, firstView) };
  let present: LogView | null = null;
  let openCount = 0;
  let isRefreshWanted = false;
  let isFollowed = false;
  /** One request at a time: urql would answer a second one with the answer to the first. */
  let loading: Promise<void> = Promise.resolve();
  let position: { filterKey: string; cursor: string } | null = null;
  const listeners = new Set<() => void>();

  function change(action: LogAction): void {
    const next = changeLog(state, action);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function open(view: LogView, isReturn: boolean): void {
    openCount += 1;
    const key = String(openCount);
    present = view;
    const known = recallPage(client, view);
    change({ type: 'requested', key, view, known });
    if (known && isReturn) {
      change({ type: 'loaded', key, view, loaded: known });
      return refresh();
    }
    loading = loading.then(async () => {
      if (key !== state.key) return;
      const { loaded, error } = await loadPage(client, view);
      if (loaded) change({ type: 'loaded', key, view, loaded });
      else change({ type: 'failed', key, error });
    });
  }

  function refresh(): void {
    if (isRefreshWanted) return;
    isRefreshWanted = true;
    loading = loading.then(async () => {
      isRefreshWanted = false;
      const { key, page } = state;
      if (!page || !present || state.isLoading) return; // a page that is still to be loaded will be up to date
      let isLoaded = false;
      for await (const part of loadAgain(client, present, page)) {
        isLoaded = true;
        change({ type: 'refreshed', key, ...part });
      }
      if (!isLoaded) setTimeout(() => isFollowed && refresh(), refreshAgainMs);
    });
  }

  function follow(logFilter: LogFilter): () => void {
    const filter = toDeliveryFilter(logFilter);
    const filterKey = JSON.stringify(filter);
    const after = position?.filterKey === filterKey ? position.cursor : null;
    const { unsubscribe } = client
      .subscription(liveDocument, { filter, after })
      .subscribe(({ data, error }) => {
        change({ type: 'followed', error: error ?? null });
        if (!data) return;
        if (state.error?.networkError && !state.isLoading && present) open(present, false); // the service is back
        const { cursor, isStart, gap, isMatch, delivery } = data.deliveryUpdated;
        position = { filterKey, cursor };
        if (isStart || gap) refresh();
        if (delivery) change({ type: 'updated', update: { delivery, isMatch } });
      });
    isFollowed = true;
    return () => {
      isFollowed = false;
      unsubscribe();
    };
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open,
    follow,
  };
}
