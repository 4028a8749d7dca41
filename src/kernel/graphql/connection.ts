import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';

const pageSizeMax = 100;
const pageSizeDefault = 20;

@ObjectType('PageInfo')
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** Selects a page of a connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: pageSizeDefault,
    description: `Entries on the page, 1 to ${pageSizeMax}.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the previous page.' })
  after?: string | null;
}

/** One page of a Relay connection. */
export interface Connection<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PageInfoType;
}

/** The Relay connection type of `nodeType`, named `<name>Connection`. Create each type only once. */
export function createConnectionType<T extends object>(name: string, nodeType: ClassType<T>) {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(() => String)
    cursor!: string;

    @Field(() => nodeType)
    node!: T;
  }

  @ObjectType(`${name}Connection`)
  class ConnectionType implements Connection<T> {
    @Field(() => [EdgeType])
    edges!: EdgeType[];

    @Field(() => [nodeType])
    nodes!: T[];

    @Field(() => PageInfoType)
    pageInfo!: PageInfoType;
  }
  return ConnectionType;
}

/** The rows of a page: at most `limit`, newest first, older than the row `after` (a UUID) unless that is null. */
export interface Keyset {
  after: string | null;
  limit: number;
}

/**
 * Loads one keyset page, newest first.
 *
 * @param find reads the rows; asked for one more than the page has, to know whether there is a next page
 * @throws GraphQLError BAD_USER_INPUT for a page size out of range or an invalid cursor.
 */
export async function loadConnection<Row extends { id: string }, T>(
  page: PageArgs,
  find: (keyset: Keyset) => Promise<readonly Row[]>,
  toNode: (row: Row) => T,
): Promise<Connection<T>> {
  const first = page.first ?? pageSizeDefault;
  if (first < 1 || first > pageSizeMax) {
    throw badInput(`\`first\` must be from 1 to ${pageSizeMax}.`);
  }
  const after = page.after == null ? null : decodeCursor(page.after);
  const rows = await find({ after, limit: first + 1 });
  const edges = rows
    .slice(0, first)
    .map((row) => ({ cursor: encodeCursor(row.id), node: toNode(row) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Rows are ordered by id; base64url makes the cursor opaque to clients. */
function encodeCursor(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
}

function decodeCursor(cursor: string): string {
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex);
  const id = parts?.slice(1).join('-');
  // Buffer skips characters outside base64url, so a valid cursor must encode to the same text again.
  if (id === undefined || encodeCursor(id) !== cursor) {
    throw badInput('`after` is not a cursor of this connection.');
  }
  return id;
}

/** The top-level error of a malformed request, for errors outside the fields of an input. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
