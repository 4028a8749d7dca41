import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '../db/index.ts';
import { WorkspaceEntity, type Workspace } from './workspace.entity.ts';

/**
 * Locks the workspace's row until the transaction ends (`select … for update`) and returns the current row, even
 * if `em` has read it before. Take this lock before a decision that depends on the plan or on the number of
 * objects in the workspace.
 *
 * @throws Error outside a transaction, or when the workspace does not exist
 */
export async function lockWorkspace(em: EntityManager, id: string): Promise<Workspace> {
  const options = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
  return em.findOneOrFail(WorkspaceEntity, id, options);
}
