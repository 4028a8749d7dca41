import type { DeliveryRow } from '../../api/delivery-row.ts';
import type { PageInfo } from '../../components/page-place.ts';
import { pageLength, type LogView } from './log-view.ts';

/** New deliveries that are counted. A page that is open for days in a busy workspace stays small. */
export const newMax = 1_000;

/** A row of a page on the screen. */
export interface LogRow {
  delivery: DeliveryRow;
  /** False once the delivery no longer matches the filter, or has left the log. The row stays where it is. */
  isMatch: boolean;
}

/** A page as the API gives it. */
export interface LoadedPage {
  nodes: readonly DeliveryRow[];
  pageInfo: PageInfo;
  searchedUntil: string | null;
}

/** A page on the screen. Its rows keep their places until the person at the screen wants others. */
export interface LogPage extends Pick<LoadedPage, 'pageInfo' | 'searchedUntil'> {
  rows: readonly LogRow[];
  /** Whether new deliveries belong on this page. */
  isNewest: boolean;
  isOldestFirst: boolean;
  /** The ids of deliveries that belong on this page and are not shown yet, at most `newMax`. */
  newIds: ReadonlySet<string>;
}

/** A delivery in the live stream. */
export interface LogUpdate {
  delivery: DeliveryRow;
  isMatch: boolean;
}

/** Makes the page of what was loaded. */
export function openPage(loaded: LoadedPage, { isOldestFirst, place }: LogView): LogPage {
  const { hasNextPage, hasPreviousPage } = loaded.pageInfo;
  return {
    ...takeRows(loaded),
    isNewest: isOldestFirst ? !hasNextPage : place === null || !hasPreviousPage,
    isOldestFirst,
    newIds: new Set(),
  };
}

/** Applies an update: a known row changes in its place; a new delivery is noted if it belongs on this page. */
export function updatePage(page: LogPage, { delivery, isMatch }: LogUpdate): LogPage {
  const index = page.rows.findIndex((row) => row.delivery.id === delivery.id);
  const known = page.rows[index];
  if (known) {
    if (delivery.updatedAt < known.delivery.updatedAt) return page;
    return { ...page, rows: page.rows.with(index, { delivery, isMatch }) };
  }
  if (!page.isNewest) return page;
  if (!isMatch) return noteNew(page, [delivery.id], false);
  if (!belongsTo(page, delivery.id)) return page;
  // Nobody reads an empty page, so its first row moves nothing.
  if (page.rows.length === 0) return { ...page, rows: [{ delivery, isMatch }] };
  return noteNew(page, [delivery.id], true);
}

/** Ids are in the order of creation. */
function belongsTo({ rows, pageInfo, isOldestFirst }: LogPage, id: string): boolean {
  const oldest = isOldestFirst ? rows[0] : rows.at(-1);
  const hasOlder = isOldestFirst ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
  return !hasOlder || oldest === undefined || id > oldest.delivery.id;
}

function noteNew(page: LogPage, ids: readonly string[], isNew: boolean): LogPage {
  if (ids.every((id) => page.newIds.has(id) === isNew)) return page;
  if (isNew && page.newIds.size >= newMax) return page;
  const newIds = new Set(page.newIds);
  for (const id of ids) {
    if (isNew) newIds.add(id);
    else newIds.delete(id);
  }
  return { ...page, newIds };
}

/**
 * Brings a page up to date after changes were left out, without moving a row: known rows change, deliveries that are not
 * shown are noted as new, and rows that should be among the loaded ones and are not no longer match.
 *
 * @param loaded the same page, loaded again
 */
export function refreshPage(page: LogPage, loaded: LoadedPage): LogPage {
  const fresh = new Map(loaded.nodes.map((delivery) => [delivery.id, delivery]));
  const covers = createCover(loaded, page.isOldestFirst);
  const rows = page.rows.map((row) => {
    const delivery = fresh.get(row.delivery.id);
    if (delivery) {
      const isOlder = delivery.updatedAt < row.delivery.updatedAt;
      return { delivery: isOlder ? row.delivery : delivery, isMatch: true };
    }
    return row.isMatch && covers(row.delivery.id) ? { ...row, isMatch: false } : row;
  });
  const refreshed = { ...page, rows };
  if (!page.isNewest) return refreshed;
  if (rows.length === 0) return { ...page, ...takeRows(loaded), newIds: new Set() };
  const shown = new Set(rows.map(({ delivery }) => delivery.id));
  const unknown = [...fresh.keys()].filter((id) => !shown.has(id) && belongsTo(page, id));
  return noteNew(refreshed, unknown, true);
}

function takeRows({ nodes, pageInfo, searchedUntil }: LoadedPage) {
  const rows = nodes.map((delivery) => ({ delivery, isMatch: true }));
  return { rows, pageInfo, searchedUntil };
}

/** Returns whether a delivery would be among the loaded ones if it matched. */
function createCover({ nodes, pageInfo }: LoadedPage, isOldestFirst: boolean) {
  const [first, last] = [nodes[0], nodes.at(-1)];
  const [newest, oldest] = isOldestFirst ? [last, first] : [first, last];
  const hasOlder = isOldestFirst ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
  const hasNewer = isOldestFirst ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
  return (id: string) =>
    (!hasOlder || (oldest !== undefined && id >= oldest.id)) &&
    (!hasNewer || (newest !== undefined && id <= newest.id));
}

/** Returns the shown rows that the loaded page does not reach, since so many new ones came before them. */
export function findUncovered(page: LogPage, loaded: LoadedPage): readonly LogRow[] {
  if (!page.isNewest || page.isOldestFirst || loaded.nodes.length < pageLength) return [];
  const oldest = loaded.nodes.at(-1)?.id ?? '';
  return page.rows.filter(({ delivery }) => delivery.id < oldest);
}
