/** The permissions of tokens. `platform` permits only what is done to whole workspaces. */
export const scopes = [
  'webhooks:read',
  'webhooks:write',
  'events:publish',
  'inventory:read',
  'inventory:write',
  'platform',
] as const;
export type Scope = (typeof scopes)[number];

/** The workspace and scopes on whose behalf a request acts. */
export interface Viewer {
  /** The workspace named in the token. */
  workspaceId: string;
  /** Whether it exists. Its plan is not here: what depends on the plan reads it (`readWorkspace`). */
  hasWorkspace: boolean;
  scopes: ReadonlySet<Scope>;
  /** A socket ends when its token does. */
  expiresAt: Date;
}
