import type { BoundedCount } from '../bounded-count.ts';
import { timeOfId } from '../ids.ts';
import { badInput } from './bad-input.ts';
import type { Connection } from './connection.type.ts';
import {
  decodeCursor,
  encodeCursor,
  type ListOrder,
  type Position,
  type SortKey,
} from './cursor.ts';
import type { OrderDirection } from './order-direction.type.ts';
import { readPage, type PageArgs } from './page-args.type.ts';

/** The rows of a page and one more, in the order in which they are read: backward pages are read from their end. */
export interface Keyset {
  /** The rows come after this one in `direction`; null for the first rows. */
  after: Position | null;
  direction: OrderDirection;
  limit: number;
}

/** The workspace and the order of a list, and its count. */
export interface ListOptions<Row> {
  /** Its cursors are valid in no other workspace. */
  workspaceId: string;
  /** By default `desc`: newest first, in a list sorted by id. */
  direction?: OrderDirection;
  /** By default the list is sorted by id. */
  sortKey?: SortKey<Row>;
  /** The name of the list in its cursors, unless it is sorted by `sortKey`. */
  list: ListOrder;
  /** Counts all rows of the list. */
  countTotal?: () => Promise<BoundedCount>;
}

/** Rows of a page, of a list in which only some match. */
export interface FoundRows<Row> {
  rows: readonly Row[];
  /**
   * The id of the last row that was checked, when the search stopped before it found `limit` rows and before the end of
   * the list. Later rows may match too.
   */
  searchedTo: string | null;
}

/**
 * Loads one keyset page.
 *
 * @param find reads the rows; asked for one more than the page has, to know whether there is a page beyond
 * @throws GraphQLError BAD_USER_INPUT for a page size out of range, arguments of both directions, and an invalid cursor
 * or one of another list, order or workspace
 */
export async function loadConnection<Row extends { id: string }, T>(
  args: PageArgs,
  find: (keyset: Keyset) => Promise<readonly Row[]>,
  toNode: (row: Row) => T,
  options: ListOptions<Row>,
): Promise<Connection<T>> {
  const search = async (keyset: Keyset) => ({ rows: await find(keyset), searchedTo: null });
  return searchConnection(args, search, toNode, options);
}

/**
 * Loads one keyset page of a list in which only some rows match. If the search stops early, the page ends with the
 * cursor of the last row that was checked, and there is a page beyond. Errors as of `loadConnection`.
 */
export async function searchConnection<Row extends { id: string }, T>(
  args: PageArgs,
  search: (keyset: Keyset) => Promise<FoundRows<Row>>,
  toNode: (row: Row) => T,
  { workspaceId, direction = 'desc', sortKey, list, countTotal }: ListOptions<Row>,
): Promise<Connection<T>> {
  const { size, isBackward, cursor, cursorName } = readPage(args);
  const order = sortKey ?? list;
  const after = cursor === null ? null : decodeCursor(cursor, order, workspaceId);
  if (cursor !== null && !after) {
    throw badInput(`\`${cursorName}\` is not a cursor of this connection in this order.`);
  }
  const reading = isBackward ? opposite[direction] : direction;
  const { rows, searchedTo } = await search({ after, direction: reading, limit: size + 1 });
  const page = rows.slice(0, size);
  const edges = (isBackward ? page.reverse() : page).map((row) => ({
    cursor: encodeCursor(row, order, workspaceId),
    node: toNode(row),
  }));
  const [first, last] = [edges.at(0)?.cursor ?? null, edges.at(-1)?.cursor ?? null];
  const searched = searchedTo === null ? null : encodeCursor({ id: searchedTo }, list, workspaceId);
  const [isMoreBeyond, isMoreBehind] = [rows.length > size || searched !== null, after !== null];
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: isBackward ? isMoreBehind : isMoreBeyond,
      hasPreviousPage: isBackward ? isMoreBeyond : isMoreBehind,
      startCursor: isBackward ? (searched ?? first) : first,
      endCursor: isBackward ? last : (searched ?? last),
    },
    searchedUntil: searchedTo === null ? null : timeOfId(searchedTo),
    ...(countTotal && { totalCount: countOnce(countTotal) }),
  };
}

const opposite = { asc: 'desc', desc: 'asc' } as const;

/** An operation may select the field under several names. */
function countOnce(count: () => Promise<BoundedCount>): () => Promise<BoundedCount> {
  let counted: Promise<BoundedCount> | undefined;
  return () => (counted ??= count());
}
