import 'reflect-metadata';
import { Field, ObjectType, type ClassType } from 'type-graphql';
import type { BoundedCount } from '../bounded-count.ts';
import { BoundedCountType } from './bounded-count.type.ts';

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
