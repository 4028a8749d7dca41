import { sql, type EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix, notFound, UserErrorCode, userError } from '../../kernel/index.ts';
import { findRecovery } from './find-recoveries.ts';
import type { Recovery } from './recovery.ts';

/**
 * Cancels a running recovery. A step under way is waited for; after this call the recovery makes no deliveries. Those
 * that it made stay. Cancelling it again changes nothing.
 *
 * @param recoveryId as the API shows it
 * @throws UserError NOT_FOUND, CONFLICT on `recoveryId` for one that has succeeded
 */
export async function cancelRecovery(
  em: EntityManager,
  workspaceId: string,
  recoveryId: string,
): Promise<Recovery> {
  return em.transactional(async (transaction) => {
    if (!(await findRecovery(transaction, workspaceId, recoveryId))) throw noSuchRecovery();
    await endRecovery(transaction, decodeId(IdPrefix.recovery, recoveryId));
    const recovery = await findRecovery(transaction, workspaceId, recoveryId);
    if (!recovery) throw noSuchRecovery();
    if (recovery.status === 'SUCCEEDED') {
      const message = 'This recovery has ended already.';
      throw userError(UserErrorCode.CONFLICT, message, 'recoveryId');
    }
    return recovery;
  });
}

/** Locks the parts before the recovery, like a step. */
async function endRecovery(em: EntityManager, uuid: string | null): Promise<void> {
  const { rows } = await sql<{ searchedTo: string }>`
    delete from recovery_parts where recovery_id = ${uuid}::uuid returning searched_to as "searchedTo"
  `.execute(em.getKysely());
  const [least] = rows.map(({ searchedTo }) => searchedTo).sort();
  await sql`
    update recoveries set status = 'CANCELLED', searched_to = ${least ?? null}::uuid,
      updated_at = clock_timestamp(), ended_at = clock_timestamp()
    where id = ${uuid}::uuid and status = 'RUNNING'
  `.execute(em.getKysely());
}

function noSuchRecovery() {
  return notFound('recovery', 'recoveryId');
}
