import { sql, type EntityManager } from '../db/index.ts';

/** Rows of one statement: it takes about 0.1 s, and has a limit of 10 s. */
const rowsMax = 50_000;

/**
 * Deletes change rows older than 24 hours, of deliveries and webhooks, in batches from the oldest on, so that it ends
 * also after a day without housekeeping. Each batch notes the last transaction among its rows: subscribers that continue
 * from an earlier cursor are told that there is a gap.
 */
export async function pruneChanges(em: EntityManager): Promise<void> {
  for (const table of ['delivery_changes', 'webhook_changes'] as const) {
    for (let xid: string | null = '0'; xid !== null;) xid = await pruneBatch(em, table, xid);
  }
}

/**
 * Looks through one batch, from a transaction on, and deletes what is old.
 *
 * @returns the last transaction of which rows were deleted, where the next batch starts; null when there are none
 */
async function pruneBatch(
  em: EntityManager,
  table: 'delivery_changes' | 'webhook_changes',
  fromXid: string,
): Promise<string | null> {
  const { rows } = await sql<{ xid: string }>`
    with deleted as (
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from (
          select ctid, created_at from ${sql.table(table)} where xid >= ${fromXid}::xid8
          order by xid limit ${rowsMax}::int
        ) oldest
        where created_at < now() - interval '24 hours'))
      returning xid
    ),
    newest as (select xid from deleted order by xid desc limit 1)
    update database_epochs set changes_deleted_to = greatest(changes_deleted_to, newest.xid) from newest
    returning newest.xid::text as xid
  `.execute(em.getKysely());
  return rows[0]?.xid ?? null;
}
