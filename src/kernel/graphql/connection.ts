import 'reflect-metadata';
import { Field, ObjectType, type ClassType } from 'type-graphql';
import type { BoundedCount } from '../bounded-count.ts';
import { BoundedCountType } from './bounded-count.type.ts';
import { timeOfId } from '../ids.ts';
import { badInput } from './bad-input.ts';
import {
  decodeCursor,
  encodeCursor,
  type ListOrder,
  type Position,
  type SortKey,
} from './cursor.ts';
import { readPage, type PageArgs } from './page-args.type.ts';
import type { OrderDirection } from './order-direction.type.ts';

@ObjectType('PageInfo', { description: 'The place of a page in its list.' })
export class PageInfoType {
  @Field(() => Boolean, {
    description:
      'Whether `after: endCursor` gives more entries. The page there can still be empty: see `searchedUntil` of its list.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether there are entries before this page: read them with `last` and `before: startCursor`.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Null on an empty page, unless the search stopped early. Opaque: do not read or store its parts.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The value of `after` for the next page. Null on an empty page, unless the search stopped early.',
  })
  endCursor!: string | null;
}

/** One page of a Relay connection. */
export interface Connection<T> {
  edges: Edge<T>[];
  nodes: T[];
  pageInfo: PageInfoType;
  /** When the last row was created that the search of this page checked; null if it is complete. */
  searchedUntil: Date | null;
  /** Counts the entries of all pages, when the field is selected. Missing in connections without that field. */
  totalCount?: () => Promise<BoundedCount>;
}

/** A row of a connection. */
export interface Edge<T> {
  cursor: string;
  node: T;
}

/** Describes a connection type, also one that takes the place of a made one. */
export function describeConnection(name: string): string {
  return `A page of a list of ${name} objects (a Relay connection).`;
}

/**
 * The Relay connection type of `nodeType`, named `<name>Connection`, with its edge type as `Edge`. Create each type only
 * once. A subclass that adds fields needs `@ObjectType` with the same name, and takes the place of this type.
 */
export function createConnectionType<T extends object>(name: string, nodeType: ClassType<T>) {
  @ObjectType(`${name}Edge`, { description: `A place in a list, and the ${name} there.` })
  class EdgeType implements Edge<T> {
    @Field(() => String, {
      description:
        'The place of this entry, for `after` or `before`. It stays valid when other entries come or go, and when this one does.',
    })
    cursor!: string;

    @Field(() => nodeType, { description: 'The object itself, also listed in `nodes`.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: describeConnection(name) })
  class ConnectionType implements Omit<Connection<T>, 'searchedUntil'> {
    static readonly Edge = EdgeType;

    @Field(() => [EdgeType], {
      description: 'The entries of the page in the order of the list, each with its cursor.',
    })
    edges!: EdgeType[];

    @Field(() => [nodeType], {
      description: 'The same entries without cursors, for shorter queries.',
    })
    nodes!: T[];

    @Field(() => PageInfoType, { description: 'Says whether there are more pages, and where.' })
    pageInfo!: PageInfoType;
  }
  return ConnectionType;
}

/** The same with `totalCount`: its lists need `countTotal`. */
export function createCountedConnectionType<T extends object>(
  name: string,
  nodeType: ClassType<T>,
) {
  @ObjectType(`${name}Connection`, { description: describeConnection(name) })
  class CountedConnectionType extends createConnectionType(name, nodeType) {
    /** Simple: a function is called only when the field is selected. */
    @Field(() => BoundedCountType, {
      simple: true,
      description: 'The entries of all pages. Counted only when it is selected.',
    })
    totalCount!: () => Promise<BoundedCount>;
  }
  return CountedConnectionType;
}

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
