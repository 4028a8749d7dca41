import type { Workspace } from './workspace.entity.ts';

/** What a token can permit. `platform` permits `upsertWorkspace` and nothing else. */
export const scopes = [
  'webhooks:read',
  'webhooks:write',
  'events:publish',
  'inventory:read',
  'inventory:write',
  'platform',
] as const;
export type Scope = (typeof scopes)[number];

/** On whose behalf a request acts. */
export interface Viewer {
  /** The workspace that the token names; it may not exist yet (`workspace` is null then). */
  workspaceId: string;
  workspace: Workspace | null;
  scopes: ReadonlySet<Scope>;
  /** A socket ends when its token does. */
  expiresAt: Date;
}
