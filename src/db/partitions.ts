import { sql } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Days that stand ready ahead of today: a node that is down for a week still finds its partition. */
const daysAhead = 7;

/**
 * Makes the daily partitions from yesterday to seven days ahead, where they are missing, and those of
 * `day` (UTC, `YYYY-MM-DD`) when it is given.
 * Safe when several nodes do it at once. Call it at start and at least once a day.
 */
export async function makePartitions(em: EntityManager, day: string | null = null): Promise<void> {
  await em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    await sql`select pg_advisory_xact_lock(hashtext('stockaj partitions'))`.execute(kysely);
    await sql`
      select make_partition(parent, day)
      from unnest(array['events', 'deliveries', 'attempts']) as parent, (
        select day::date from generate_series(
          (clock_timestamp() at time zone 'UTC')::date - 1,
          (clock_timestamp() at time zone 'UTC')::date + ${daysAhead}::int,
          interval '1 day') as day
        union select ${day}::date where ${day}::date is not null
      ) as days (day)
    `.execute(kysely);
  });
}
