/*
 * The live stream compares transaction ids. They mean nothing in a copy of the database, or after an older copy
 * has replaced it: transactions are lost then, and their ids are used again. So an epoch is valid in one place
 * only: one run of one server, one database, one table. Every copy and every restore changes one of the three
 * and is therefore noticed.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

const place = sql<string>`
  concat_ws('/', extract(epoch from pg_postmaster_start_time()),
    (select oid from pg_database where datname = current_database()), database_epochs.tableoid)`;

/** Part of a `select` from `database_epochs`: whether the epoch is valid here. */
export const isEpochValid = sql<boolean>`(database_epochs.place is not distinct from ${place})`;

const changeTables = ['delivery_changes', 'webhook_changes'];

/** Rows per DELETE, which stays far below the statement timeout. */
const deletedAtOnceMax = 50_000;

/**
 * Gives the database a new epoch unless its epoch is valid here, and deletes the change rows of transactions
 * that this server has not reached yet: they would look new until then. Several nodes may do it at once. If a
 * node dies half-way, the epoch stays invalid, since it is written last.
 */
export async function renewEpoch(em: EntityManager): Promise<void> {
  const kysely = em.getKysely();
  for (const table of changeTables) {
    while ((await deleteUnreached(em, table)) === deletedAtOnceMax);
  }
  await sql`
    update database_epochs set epoch = gen_random_uuid(), place = ${place}, changes_deleted_to = '0'
    where not ${isEpochValid}
  `.execute(kysely);
}

/** Deletes in steps, not by TRUNCATE, which needs another right and waits for all open transactions. */
async function deleteUnreached(em: EntityManager, table: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where xid >= pg_snapshot_xmax(pg_current_snapshot())
      limit ${deletedAtOnceMax}::int))
  `.execute(em.getKysely());
  return Number(numAffectedRows);
}
