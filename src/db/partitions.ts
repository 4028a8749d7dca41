import { sql, type RawBuilder } from 'kysely';
import type { EntityManager } from '@mikro-orm/postgresql';

/** Days made in advance: a node that is down for a week still finds its partition. */
const daysAhead = 7;

/**
 * Makes the missing daily partitions from yesterday to seven days ahead, or only those of one `day` (UTC,
 * `YYYY-MM-DD`). Several nodes may do it at once. Call it at start and at least once a day.
 *
 * @throws Error naming the tables that have the name of a partition and are none; all others are made
 */
export async function makePartitions(em: EntityManager, day: string | null = null): Promise<void> {
  const inTheWay = await em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    await sql`select pg_advisory_xact_lock(hashtext('stockaj partitions'))`.execute(kysely);
    const wanted = day === null ? wantedFrom(-1, daysAhead) : wantedOn(day);
    await sql`select make_partition(parent, day) from ${wanted}`.execute(kysely);
    const { rows } = await sql<{ name: string }>`
      select name from ${wanted} where ${isMissing} order by name
    `.execute(kysely);
    return rows.map(({ name }) => name);
  });
  if (inTheWay.length > 0) {
    throw new Error(
      `No partition can be made where a table has its name: ${inTheWay.join(', ')}. Rename it, drop it, or attach it.`,
    );
  }
}

/** Part of a `select`: the names of the missing partitions of today and tomorrow, as an array of texts. */
export function listMissingPartitions() {
  return sql<
    string[]
  >`array(select name from ${wantedFrom(0, 1)} where ${isMissing} order by name)`;
}

const isMissing = sql`not exists (
  select from pg_inherits join pg_class on pg_class.oid = inhrelid
  where inhparent = to_regclass(parent) and relname = name)`;

const today = sql`(clock_timestamp() at time zone 'UTC')::date`;

/** Part of a `from`: the table, day and name of each partition from `firstDays` to `lastDays` days after today. */
function wantedFrom(firstDays: number, lastDays: number) {
  return wanted(sql`${today} + ${firstDays}::int`, sql`${today} + ${lastDays}::int`);
}

function wantedOn(day: string) {
  return wanted(sql`${day}::date`, sql`${day}::date`);
}

function wanted(first: RawBuilder<unknown>, last: RawBuilder<unknown>) {
  return sql`
    (select parent, day::date, parent || '_' || to_char(day, 'YYYYMMDD') as name
    from unnest(array['events', 'deliveries', 'attempts']) as parent,
      generate_series(${first}, ${last}, interval '1 day') as day) as wanted
  `;
}

/** Part of a `select`: seconds until the first of the coming nine days that lacks a partition. */
export const partitionsAheadSeconds = sql`(
  select extract(epoch from coalesce(min(day), ${today} + 9) - clock_timestamp() at time zone 'UTC')::float8
  from ${wantedFrom(0, 8)} where ${isMissing}
)`;
