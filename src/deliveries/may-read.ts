import type { AuthorizedContext } from '../workspaces/index.ts';

/** For the description of a field that `mayRead` decides on. */
export const nullForWriters = 'Null, without an error, for a token that lacks `webhooks:read`.';

/**
 * Whether the caller may see the log. A mutation shows webhooks and deliveries to whoever may write, and
 * hides what the log tells of them without an error: many clients drop all data beside an error, and a
 * secret that is shown once would be lost with it.
 */
export function mayRead({ viewer }: AuthorizedContext): boolean {
  return viewer.scopes.has('webhooks:read');
}
