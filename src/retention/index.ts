export { createRetention, type RetentionOptions } from './create-retention.ts';
export { createWorkspaceRemoval, type WorkspaceRemoval } from './create-workspace-removal.ts';
