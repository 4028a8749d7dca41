import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { isLockTimeout } from './is-lock-timeout.ts';

/** A daily partition. */
export interface Partition {
  parent: 'events' | 'deliveries' | 'attempts';
  /** UTC, `YYYY-MM-DD`. */
  day: string;
}

/** The first days that are kept, UTC. */
export interface KeptFrom {
  deliveries: Date;
  events: Date;
}

/** Lists the partitions of days before those that are kept, oldest first; deliveries before their attempts. */
export async function listOldPartitions(
  em: EntityManager,
  { deliveries, events }: KeptFrom,
): Promise<Partition[]> {
  const { rows } = await sql<Partition>`
    select parent, day::text as day from (
      select parent.relname as parent, to_date(right(child.relname, 8), 'YYYYMMDD') as day
      from pg_inherits
      join pg_class child on child.oid = inhrelid
      join pg_class parent on parent.oid = inhparent
        and parent.oid = any(array[to_regclass('events'), to_regclass('deliveries'), to_regclass('attempts')])
      where child.relname ~ '_\\d{8}$'
    ) as partitions
    where day < case parent when 'events' then ${toDay(events)}::date else ${toDay(deliveries)}::date end
    order by day, parent = 'attempts', parent
  `.execute(em.getKysely());
  return rows;
}

/**
 * Drops a partition with all its rows, unless another transaction uses the table for longer than 100 ms.
 *
 * @returns false when the table was in use; true when the partition is gone
 * @throws Error when the partition is younger than seven days, or has deliveries that have not ended
 */
export async function dropPartition(
  em: EntityManager,
  { parent, day }: Partition,
): Promise<boolean> {
  try {
    await sql`select drop_partition(${parent}, ${day}::date)`.execute(em.getKysely());
    return true;
  } catch (error) {
    if (isLockTimeout(error)) return false;
    throw error;
  }
}

function toDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
