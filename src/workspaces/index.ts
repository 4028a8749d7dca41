export { createAuthChecker, missingWorkspace } from './auth-checker.ts';
export { createAuthenticator, ExpiredTokenError, type Authenticator } from './authenticator.ts';
export type { Claims } from './claims.ts';
export type { AuthorizedContext, GraphContext, NodeFinder } from './context.ts';
export { createViewerFinder, type FindViewer } from './find-viewer.ts';
export { lockWorkspace } from './lock-workspace.ts';
export { nextPlanOf, Plan, plansWithWebhooks, webhookLimitOf } from './plans.ts';
export { readWorkspace } from './read-workspace.ts';
export { signToken, type TokenRequest } from './sign-token.ts';
export { upsertWorkspace, type OnPlanChanged } from './upsert-workspace.ts';
export { scopes, type Scope, type Viewer } from './viewer.ts';
export { WorkspaceEntity, workspaceIdForm, type Workspace } from './workspace.entity.ts';
export {
  endDeletion,
  isBeingDeleted,
  isInUse,
  isSettled,
  listDeletions,
  noteRemoved,
  pruneDeletions,
  readDeletion,
  requestDeletion,
  type WorkspaceDeletion,
} from './workspace-deletion.ts';
export { WorkspaceType } from './workspace.type.ts';
