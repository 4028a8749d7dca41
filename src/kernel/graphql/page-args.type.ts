import 'reflect-metadata';
import { ArgsType, Field, Int } from 'type-graphql';
import { badInput } from './bad-input.ts';

export const pageSizeMax = 100;
export const pageSizeDefault = 20;

/** Selects a page of a connection, forwards from its start or backwards from its end. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `Entries on the page, 1 to ${pageSizeMax}; ${pageSizeDefault} if neither \`first\` nor \`last\` is given.`,
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `endCursor` of the previous page. Not together with `last`.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Entries on the page, 1 to ${pageSizeMax}, from the end of the list. They keep the order of the list. Not together with \`first\`.`,
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The `startCursor` of the page after this one. Only together with `last`.',
  })
  before?: string | null;
}

/** A checked page. */
export interface Page {
  size: number;
  /** Whether it is counted from the end of the list. */
  isBackward: boolean;
  /** The page begins beyond this cursor; null at the start of the list, or at its end if `isBackward`. */
  cursor: string | null;
  /** The argument that the cursor came from, for errors. */
  cursorName: 'after' | 'before';
}

/**
 * Checks the arguments of a page.
 *
 * @throws GraphQLError BAD_USER_INPUT for a size out of range, and for arguments of both directions
 */
export function readPage({ first, after, last, before }: PageArgs): Page {
  if (first != null && last != null) throw badInput('Give `first` or `last`, not both.');
  if (last == null) {
    if (before != null) throw badInput('`before` needs `last`.');
    const size = checkSize('first', first ?? pageSizeDefault);
    return { size, isBackward: false, cursor: after ?? null, cursorName: 'after' };
  }
  if (after != null) throw badInput('`after` must not be used with `last`.');
  const size = checkSize('last', last);
  return { size, isBackward: true, cursor: before ?? null, cursorName: 'before' };
}

function checkSize(name: string, size: number): number {
  if (size < 1 || size > pageSizeMax) {
    throw badInput(`\`${name}\` must be from 1 to ${pageSizeMax}.`);
  }
  return size;
}
