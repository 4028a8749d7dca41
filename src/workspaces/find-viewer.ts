import type { EntityManager } from '../db/index.ts';
import type { Claims } from './claims.ts';
import type { Viewer } from './viewer.ts';
import { WorkspaceEntity } from './workspace.entity.ts';

/** Returns the viewer of verified claims with its current workspace, which is null when it does not exist yet. */
export async function findViewer(em: EntityManager, claims: Claims): Promise<Viewer> {
  return { ...claims, workspace: await em.findOne(WorkspaceEntity, claims.workspaceId) };
}
