import { CombinedError, type Client } from 'urql';
import { pageDocument, shownDocument } from './log-documents.ts';
import { findUncovered, type LoadedPage, type LogPage, type LogUpdate } from './log-page.ts';
import { pageLength, toDeliveryFilter, toPageVariables, type LogView } from './log-view.ts';

type Loaded = { loaded: LoadedPage; error?: never } | { loaded?: never; error: CombinedError };

/** Returns the page as it was when it was last loaded, or null. */
export function recallPage(client: Client, view: LogView): LoadedPage | null {
  return (
    client.readQuery(pageDocument, toPageVariables(view), { requestPolicy: 'cache-only' })?.data
      ?.deliveries ?? null
  );
}

/** Loads the page of a view. */
export async function loadPage(client: Client, view: LogView): Promise<Loaded> {
  const { data, error } = await client
    .query(pageDocument, toPageVariables(view), { requestPolicy: 'network-only' })
    .toPromise();
  return data ? { loaded: data.deliveries } : { error: error ?? new CombinedError({}) };
}

/** New data for a page that is shown. */
export interface Refreshment {
  loaded: LoadedPage;
  /** The first row; its place in the list is not known. */
  shown: LogUpdate | null;
}

/**
 * Loads the page again, and what is shown of it where new deliveries have taken its place.
 *
 * @returns each part as it arrives
 */
export async function* loadAgain(
  client: Client,
  view: LogView,
  page: LogPage,
): AsyncGenerator<Refreshment> {
  const { loaded } = await loadPage(client, view);
  if (!loaded) return;
  yield { loaded, shown: null };
  const [first] = page.rows;
  if (!first || findUncovered(page, loaded).length === 0) return;
  const variables = {
    filter: toDeliveryFilter(view.filter),
    ...{ first: pageLength - 1, after: page.pageInfo.startCursor, id: first.delivery.id },
  };
  const { data } = await client
    .query(shownDocument, variables, { requestPolicy: 'network-only' })
    .toPromise();
  if (!data) return;
  const { deliveries, delivery } = data;
  yield {
    loaded: { ...deliveries, pageInfo: { ...deliveries.pageInfo, hasPreviousPage: true } },
    shown: delivery && { delivery, isMatch: first.isMatch },
  };
}
