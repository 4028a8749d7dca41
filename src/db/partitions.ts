import { sql } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Days that stand ready ahead of today: a node that is down for a week still finds its partition. */
const daysAhead = 7;

/**
 * Makes the daily partitions from yesterday to seven days ahead, where they are missing, or those of one
 * `day` (UTC, `YYYY-MM-DD`). Safe when several nodes do it at once. Call it at start and at least once a day.
 *
 * @throws Error that names the tables when tables that are no partitions have the names of some; all
 * others are made.
 */
export async function makePartitions(em: EntityManager, day: string | null = null): Promise<void> {
  const inTheWay = await em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    await sql`select pg_advisory_xact_lock(hashtext('stockaj partitions'))`.execute(kysely);
    await sql`select make_partition(parent, day) from ${partitionsOf(day)}`.execute(kysely);
    const { rows } = await sql<{ name: string }>`
      select name from ${partitionsOf(day)} where not exists (
        select from pg_inherits join pg_class on pg_class.oid = inhrelid
        where inhparent = to_regclass(parent) and relname = name)
      order by name
    `.execute(kysely);
    return rows.map(({ name }) => name);
  });
  if (inTheWay.length > 0) {
    throw new Error(
      `No partition can be made where a table has its name: ${inTheWay.join(', ')}. Rename it, drop it, or attach it.`,
    );
  }
}

/** Part of a `from`: the table, the day and the name of each partition that should be there. */
function partitionsOf(day: string | null) {
  const today = sql`(clock_timestamp() at time zone 'UTC')::date`;
  return sql`
    (select parent, day::date, parent || '_' || to_char(day, 'YYYYMMDD') as name
    from unnest(array['events', 'deliveries', 'attempts']) as parent,
      generate_series(coalesce(${day}::date, ${today} - 1), coalesce(${day}::date, ${today} + ${daysAhead}::int),
        interval '1 day') as day) as wanted
  `;
}
