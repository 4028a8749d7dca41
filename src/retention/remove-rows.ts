import { sql, type EntityManager } from '../db/index.ts';
import { splitByDay } from '../deliveries/index.ts';

/** Rows removed per transaction: few enough to hold no lock for long. */
const rowsMax = 1_000;

/** Removes one batch of a workspace's rows. @returns how many; call it again until it is 0 */
export type RemoveRows = (em: EntityManager, workspaceId: string) => Promise<number>;

/** Tables in which the rows of a workspace are found by an index, or that are small. */
const indexedTables = [
  ...['delivery_changes', 'webhook_changes', 'recoveries', 'rents', 'renters', 'items'],
  ...['event_keys', 'webhook_keys', 'webhook_hours', 'message_paces', 'webhook_states', 'webhooks'],
] as const;
/** Every table with the column `workspace_id`, but those that the deletion itself needs to the end. */
export const tablesOfWorkspaces: readonly string[] = [
  ...['deliveries', 'events', ...indexedTables],
];

/**
 * Everything that a workspace owns, in the order in which it is removed, once it has no delivery in the queue. The
 * webhooks are last, since the rate limits are found by them.
 */
export const removals: readonly RemoveRows[] = [
  removeDeliveries,
  removeEvents,
  removeLimits,
  removeParts,
  ...indexedTables.map((table) => removeFrom(table)),
];

async function removeDeliveries(em: EntityManager, workspaceId: string): Promise<number> {
  const ids = await findOldest(em, 'deliveries', workspaceId);
  let count = 0;
  for (const { rows, least, greatest } of splitByDay(ids, (id) => id)) {
    const { rows: removed } = await sql<{ count: number }>`
      with attempts_removed as (
        delete from attempts where delivery_id = any(${rows}::uuid[])
          and delivery_id between ${least}::uuid and ${greatest}::uuid
        returning 1
      ),
      removed as (
        delete from deliveries where id = any(${rows}::uuid[]) and id between ${least}::uuid and ${greatest}::uuid
        returning 1
      )
      select ((select count(*) from removed) + (select count(*) from attempts_removed))::int as count
    `.execute(em.getKysely());
    count += removed[0]?.count ?? 0;
  }
  return count;
}

async function removeEvents(em: EntityManager, workspaceId: string): Promise<number> {
  const ids = await findOldest(em, 'events', workspaceId);
  for (const { rows, least, greatest } of splitByDay(ids, (id) => id)) {
    await sql`
      delete from events where id = any(${rows}::uuid[]) and id between ${least}::uuid and ${greatest}::uuid
    `.execute(em.getKysely());
  }
  return ids.length;
}

async function findOldest(
  em: EntityManager,
  table: 'deliveries' | 'events',
  workspaceId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where workspace_id = ${workspaceId} order by id limit ${rowsMax}::int
  `.execute(em.getKysely());
  return rows.map(({ id }) => id);
}

/** Keys are a kind, a colon, and the workspace or a webhook. Each row lives for an hour at most, so there are few. */
async function removeLimits(em: EntityManager, workspaceId: string): Promise<number> {
  const result = await sql`
    delete from rate_limits where split_part(key, ':', 2) = any(array(
      select id::text from webhooks where workspace_id = ${workspaceId} union all select ${workspaceId}))
  `.execute(em.getKysely());
  return Number(result.numAffectedRows ?? 0);
}

/** Before the recoveries: a step of a recovery locks its part first, and the other order would deadlock with it. */
async function removeParts(em: EntityManager, workspaceId: string): Promise<number> {
  const result = await sql`
    delete from recovery_parts where recovery_id = any(array(
      select id from recoveries where workspace_id = ${workspaceId} and status = 'RUNNING'))
  `.execute(em.getKysely());
  return Number(result.numAffectedRows ?? 0);
}

function removeFrom(table: (typeof indexedTables)[number]): RemoveRows {
  return async (em, workspaceId) => {
    const result = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where workspace_id = ${workspaceId} limit ${rowsMax}::int))
    `.execute(em.getKysely());
    return Number(result.numAffectedRows ?? 0);
  };
}
