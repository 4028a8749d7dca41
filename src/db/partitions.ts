import { sql } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Days that stand ready ahead of today: a node that is down for a week still finds its partition. */
const daysAhead = 7;

/**
 * Makes the daily partitions from yesterday to seven days ahead, where they are missing.
 * Safe when several nodes do it at once. Call it at start and at least once a day.
 */
export async function makePartitions(em: EntityManager): Promise<void> {
  await em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    await sql`select pg_advisory_xact_lock(hashtext('stockaj partitions'))`.execute(kysely);
    await sql`
      select make_partition(parent, day::date)
      from unnest(array['events', 'deliveries', 'attempts']) as parent,
        generate_series(
          (clock_timestamp() at time zone 'UTC')::date - 1,
          (clock_timestamp() at time zone 'UTC')::date + ${daysAhead}::int,
          interval '1 day') as day
    `.execute(kysely);
  });
}
