import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../db/index.ts';
import { WorkspaceEntity, type Workspace } from './workspace.entity.ts';

/**
 * Locks the workspace's row until the transaction ends (`select … for update`) and returns it as it
 * is now, whatever `em` had read before. What depends on the plan, or counts what a workspace has,
 * is decided under this lock.
 *
 * @throws Error outside a transaction and for a workspace that does not exist.
 */
export async function lockWorkspace(em: EntityManager, id: string): Promise<Workspace> {
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  return em.findOneOrFail(WorkspaceEntity, id, options);
}
