/*
 * The live stream compares transaction ids. They mean nothing in a copy of the database, nor after an older
 * copy has taken its place: transactions are lost then, and their ids are given out again. An epoch is
 * therefore valid in one place only: one run of one server, one database, one table. Every copy and every
 * restore changes one of the three, so nothing needs to be remembered to notice it.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

const place = sql<string>`
  concat_ws('/', extract(epoch from pg_postmaster_start_time()),
    (select oid from pg_database where datname = current_database()), database_epochs.tableoid)`;

/** Part of a `select` from `database_epochs`: whether the epoch is valid here. */
export const isEpochValid = sql<boolean>`(database_epochs.place is not distinct from ${place})`;

/** Rows of one DELETE, far below the time that a statement may take. */
const forgottenAtOnceMax = 50_000;

/**
 * Gives the database a new epoch unless its epoch is valid here, and forgets the changes of transactions
 * that this server has not reached yet: they would look new until it has. Safe when several nodes do it
 * at once, and when one dies half-way: the epoch, which comes last, stays invalid until all is done.
 */
export async function renewEpoch(em: EntityManager): Promise<void> {
  const kysely = em.getKysely();
  while ((await forgetUnreached(em)) === forgottenAtOnceMax);
  await sql`
    update database_epochs set epoch = gen_random_uuid(), place = ${place} where not ${isEpochValid}
  `.execute(kysely);
}

/** In steps rather than by TRUNCATE, which needs a right of its own and waits for every open transaction. */
async function forgetUnreached(em: EntityManager): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from delivery_changes where ctid = any(array(
      select ctid from delivery_changes where xid >= pg_snapshot_xmax(pg_current_snapshot())
      limit ${forgottenAtOnceMax}::int))
  `.execute(em.getKysely());
  return Number(numAffectedRows);
}
