import { sql, type EntityManager } from '../db/index.ts';
import { endWaiting } from '../deliveries/index.ts';
import { deleteAllWebhooks } from '../webhooks/index.ts';
import { endDeletion, isSettled, noteRemoved } from '../workspaces/index.ts';
import { removals, type RemoveRows } from './remove-rows.ts';

/** Calls that began before the deletion may still write for this long: a viewer is known for 1 s. */
const graceSeconds = 2;

export interface RemoveOptions {
  /** Called after each step. @returns whether to go on */
  mayGoOn: () => Promise<boolean>;
  /** Called after deliveries were ended. */
  onEnded: () => void;
}

/**
 * Ends what waits and removes everything of a workspace whose deletion was requested, step by step. Each step is one
 * short transaction and may be repeated, so another node can go on where this one stopped.
 *
 * @returns whether the workspace is gone; false while its requests in flight are not recorded, while transactions from before the
 * deletion are open, and when it may not go on
 */
export async function removeWorkspace(
  em: EntityManager,
  workspaceId: string,
  options: RemoveOptions,
): Promise<boolean> {
  // Again: a webhook may have been made by a call that was waiting for the deletion to begin.
  await deleteAllWebhooks(em, workspaceId);
  // Asked first, so that what follows sees every row; publishes refuse the workspace from then on.
  const isComplete = await isSettled(em, workspaceId, graceSeconds);
  if (!(await endDeliveries(em, workspaceId, options)) || !isComplete) return false;
  for (const remove of removals) {
    if (!(await removeAll(em, workspaceId, remove, options))) return false;
  }
  return endDeletion(em, workspaceId).catch(toUnfinished);
}

/** @returns whether none is left in the queue */
async function endDeliveries(
  em: EntityManager,
  workspaceId: string,
  { mayGoOn, onEnded }: RemoveOptions,
): Promise<boolean> {
  for (const webhookId of await findWaiting(em, workspaceId)) {
    const which = sql`q.webhook_id = ${webhookId}::uuid order by q.due_at`;
    let count = 0;
    do {
      count = await endWaiting(em, which, sql`'WORKSPACE_DELETED'`);
      if (count > 0) onEnded();
      if (!(await mayGoOn())) return false;
    } while (count > 0);
  }
  const { rows } = await sql`
    select from delivery_queue where claim_token is not null and workspace_id = ${workspaceId} limit 1
  `.execute(em.getKysely());
  return rows.length === 0 && (await findWaiting(em, workspaceId)).length === 0;
}

/** The webhooks of the workspace for which deliveries wait, each found by one look at an index. */
async function findWaiting(em: EntityManager, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from webhooks w cross join lateral (
      select from delivery_queue q where q.webhook_id = w.id and q.claim_token is null order by q.due_at limit 1
    ) waiting
    where w.workspace_id = ${workspaceId} order by w.id
  `.execute(em.getKysely());
  return rows.map(({ id }) => id);
}

async function removeAll(
  em: EntityManager,
  workspaceId: string,
  remove: RemoveRows,
  { mayGoOn }: RemoveOptions,
): Promise<boolean> {
  let count = 0;
  do {
    count = await remove(em, workspaceId);
    if (count > 0) await noteRemoved(em, workspaceId, count);
    if (!(await mayGoOn())) return false;
  } while (count > 0);
  return true;
}

/** SQLSTATE of a row that still refers to the workspace: a call wrote it a moment ago. */
const foreignKeyViolation = '23503';

function toUnfinished(error: unknown): false {
  if ((error as { code?: unknown }).code === foreignKeyViolation) return false;
  throw error;
}
