import type { AuthorizedContext } from '../workspaces/index.ts';

/** Added to the description of each field that `mayRead` guards. */
export const nullForWriters = 'Null, without an error, if the token lacks `webhooks:read`.';

/**
 * Whether the caller may see the log. Mutations return webhooks and deliveries to callers that may only
 * write. For them, fields from the log are null without an error: many clients discard the data of a
 * response that has errors, and a secret that is shown only once would be lost.
 */
export function mayRead({ viewer }: AuthorizedContext): boolean {
  return viewer.scopes.has('webhooks:read');
}
