export { createRetention, type RetentionOptions } from './create-retention.ts';
export type { RetentionDependencies } from './workspace-retention.resolver.ts';
export { createWorkspaceRemoval, type WorkspaceRemoval } from './create-workspace-removal.ts';
