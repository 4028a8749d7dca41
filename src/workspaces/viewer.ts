import type { Workspace } from './workspace.entity.ts';

/** The permissions of tokens. `platform` permits only `upsertWorkspace`. */
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
  /** The workspace named in the token. It may not exist yet; then `workspace` is null. */
  workspaceId: string;
  workspace: Workspace | null;
  scopes: ReadonlySet<Scope>;
  /** A socket ends when its token does. */
  expiresAt: Date;
}
