import { afterCommit, type EntityManager } from '../db/index.ts';
import { UserErrorCode, userError } from '../kernel/index.ts';
import { deleteAllWebhooks } from '../webhooks/index.ts';
import { requestDeletion, workspaceIdForm, type WorkspaceDeletion } from '../workspaces/index.ts';
import type { WorkspaceRemoval } from './create-workspace-removal.ts';

/**
 * Begins the deletion of a workspace with everything in it. Its webhooks are deleted at once; the rest follows in the
 * background, also when this node dies. Safe to repeat: the deletion under way, or the last one, is returned.
 *
 * @throws UserError NOT_FOUND on `id`
 */
export async function deleteWorkspace(
  em: EntityManager,
  removal: Pick<WorkspaceRemoval, 'wake'>,
  id: string,
): Promise<WorkspaceDeletion> {
  return em.transactional(async (transaction) => {
    const deletion = workspaceIdForm.test(id) ? await requestDeletion(transaction, id) : null;
    if (!deletion) throw userError(UserErrorCode.NOT_FOUND, 'There is no such workspace.', 'id');
    if (!deletion.endedAt) await deleteAllWebhooks(transaction, id);
    afterCommit(transaction, { committed: () => removal.wake(), discarded: () => undefined });
    return deletion;
  });
}
