import { afterCommit, newId, sql, type EntityManager, type WakeUps } from '../../db/index.ts';
import type { DeliveryFilter } from '../../deliveries/index.ts';
import {
  encodeId,
  IdPrefix,
  UserErrorCode,
  userError,
  type BoundedCount,
  type Clock,
} from '../../kernel/index.ts';
import { requirePlanWithWebhooks } from '../../webhooks/index.ts';
import { readWorkspace } from '../../workspaces/index.ts';
import { lockRepeats } from '../lock-repeats.ts';
import { endIfDone } from './advance-part.ts';
import { countRecoverable } from './count-recoverable.ts';
import { findRecovery } from './find-recoveries.ts';
import { checkRecoveryFilter, toScope, writeFilter } from './recovery-filter.ts';
import type { Recovery } from './recovery.ts';

export interface RecoveryDependencies {
  clock: Clock;
  wakeUps: Pick<WakeUps, 'wake'>;
  /** Requests to one webhook that a node has in flight at most, for the estimate. */
  deliveryPerWebhook: number;
}

/** Running recoveries of a workspace. More would only share the same webhooks. */
const runningMax = 5;

/** Seconds after which another call may succeed; recoveries end at any time. */
const retryAfterSeconds = 60;

/**
 * Starts a recovery of the failed deliveries of a workspace that match the filter. The nodes with dispatchers make the
 * deliveries, from right after the commit. Deliveries created later than this call are left alone.
 *
 * @throws UserError PLAN_UPGRADE_REQUIRED; RATE_LIMITED beyond five running recoveries; as `checkRecoveryFilter`
 */
export async function startRecovery(
  { clock, wakeUps }: Pick<RecoveryDependencies, 'clock' | 'wakeUps'>,
  em: EntityManager,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<Recovery> {
  requirePlanWithWebhooks((await readWorkspace(em, workspaceId)).plan);
  await checkRecoveryFilter(em, workspaceId, filter, clock.now());
  // Before the transaction: others wait for its lock.
  const { count } = await countRecoverable(em, workspaceId, filter);
  return em.transactional(async (transaction) => {
    await lockRepeats(transaction, workspaceId); // so that the number of running ones is exact
    await requireRoom(transaction, workspaceId);
    const id = await newId(transaction);
    await insertRecovery(transaction, workspaceId, id, filter, count);
    await endIfDone(transaction, { recoveryId: id, before: toScope(filter, id).before });
    afterCommit(transaction, {
      committed: () => wakeUps.wake('recoveries_due'),
      discarded: () => undefined,
    });
    const recovery = await findRecovery(transaction, workspaceId, encodeId(IdPrefix.recovery, id));
    if (!recovery) throw new Error('A recovery that was just inserted was not found.');
    return recovery;
  });
}

async function requireRoom(em: EntityManager, workspaceId: string): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from recoveries
    where workspace_id = ${workspaceId} and status = 'RUNNING'
  `.execute(em.getKysely());
  if ((rows[0]?.count ?? 0) < runningMax) return;
  const message = `A workspace may have ${runningMax} running recoveries. Wait for one, or cancel one.`;
  throw userError(UserErrorCode.RATE_LIMITED, message, null, retryAfterSeconds);
}

/**
 * Inserts the recovery with a part for each webhook that has a failed delivery. Deleted webhooks are included: their
 * failures are counted as skipped.
 */
async function insertRecovery(
  em: EntityManager,
  workspaceId: string,
  id: string,
  filter: DeliveryFilter,
  expected: BoundedCount,
): Promise<void> {
  const { after, before, criteria } = toScope(filter, id);
  const isSearched = criteria.webhookIds
    ? sql`and id = any(${[...criteria.webhookIds]}::uuid[])`
    : sql``;
  // One look-up for each webhook in the index of failures, as in `searchFailed`.
  await sql`
    with recovery as (
      insert into recoveries (id, workspace_id, filter, expected_count, is_expected_exact)
      values (${id}::uuid, ${workspaceId}, ${writeFilter(filter)}::json,
        ${expected.count}::int, ${expected.isExact}::boolean)
    ),
    searched as (select id from webhooks where workspace_id = ${workspaceId} ${isSearched})
    insert into recovery_parts (recovery_id, webhook_id, searched_to)
    select ${id}::uuid, w.id, ${after}::uuid from searched w
    cross join lateral (
      select from deliveries
      where webhook_id between w.id and w.id and status_reason is not null
        and deliveries.id > ${after}::uuid and deliveries.id < ${before}::uuid
      order by webhook_id, deliveries.id limit 1
    ) as failed
  `.execute(em.getKysely());
}
