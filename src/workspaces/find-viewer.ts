import type { EntityManager } from '../db/index.ts';
import type { Claims } from './claims.ts';
import type { Viewer } from './viewer.ts';
import { WorkspaceEntity } from './workspace.entity.ts';

/** The viewer behind verified claims, with the workspace as it is now, or null where there is none yet. */
export async function findViewer(em: EntityManager, claims: Claims): Promise<Viewer> {
  return { ...claims, workspace: await em.findOne(WorkspaceEntity, claims.workspaceId) };
}
