/** The place of a page in its list, as the API says. */
export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** A page after or before a cursor. */
export interface PagePlace {
  side: 'after' | 'before';
  cursor: string;
}

/** Whether a list has a page before or after. */
export function hasOtherPages({ hasNextPage, hasPreviousPage }: PageInfo): boolean {
  return hasNextPage || hasPreviousPage;
}
