import { sql, type Database } from '../../src/db/index.ts';
import type { BenchWebhook } from './seed.ts';

/** Days over which the log is spread, each with the same number of deliveries. */
export const logDays = 10;
/** Maximum of rows of each table inserted per statement. */
const fillStep = 50_000;

/**
 * Fills the log with deliveries from nine days ago to today, each with its own event and one attempt. One in a
 * hundred has FAILED with a 404, the others have succeeded. With short bodies, which no index holds, 10 million deliveries take about 8 GB.
 *
 * @param count a multiple of `logDays`
 */
export async function fillLog(
  database: Database,
  webhooks: readonly BenchWebhook[],
  count: number,
  body = '{"event":"rent.created","data":{}}',
): Promise<void> {
  await makePastPartitions(database);
  for (let age = logDays - 1; age >= 0; age -= 1) {
    const ofDay = count / logDays;
    for (let done = 0; done < ofDay; done += fillStep) {
      const inserted = Math.min(ofDay - done, fillStep);
      const part = { age, from: done / ofDay, to: (done + inserted) / ofDay };
      await insertDeliveries(database, webhooks, part, inserted, body);
    }
  }
}

async function makePastPartitions(database: Database): Promise<void> {
  await sql`
    select make_partition(parent, (now() at time zone 'UTC')::date - age)
    from unnest(array['events', 'deliveries', 'attempts']) as parent, generate_series(1, ${logDays}::int) as age
  `.execute(database.em.fork().getKysely());
}

/** An id of that time, which also PostgreSQL 15 can make. */
const idAtShift = sql`(left(id_floor(now() + shift)::text, 14) || '7000-8000-' || right(gen_random_uuid()::text, 12))::uuid`;

/** A part of the day that was `age` days ago, as fractions of the time that has passed today. */
interface PartOfDay {
  age: number;
  from: number;
  to: number;
}

/** Inserts one step in the order of time, as a log grows: searches read rows that are next to each other. */
async function insertDeliveries(
  database: Database,
  webhooks: readonly BenchWebhook[],
  { age, from, to }: PartOfDay,
  count: number,
  body: string,
): Promise<void> {
  await sql`
    with webhook as (
      select id, workspace_id, row_number() over (order by id) - 1 as place
      from webhooks where id = any(${webhooks.map(({ id }) => id)}::uuid[])
    ),
    made as materialized (
      select ${idAtShift} as event_id, ${idAtShift} as id, webhook.id as webhook_id, workspace_id, now() + shift as at,
        is_failed, case when is_failed then 404 else 200 end as response_status
      from (
        select n, random() < 0.01 as is_failed, make_interval(secs => (${from}::float8 + (${to}::float8 - ${from}::float8) * n / ${count}::int - 1)
            * extract(epoch from now() - date_trunc('day', now(), 'UTC')))
          - make_interval(days => ${age}::int) as shift
        from generate_series(1, ${count}::int) as n
      ) as moment join webhook on place = n % ${webhooks.length}::int
    ),
    event as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select event_id, workspace_id, 'rent.created', ${body}, at from made
    ),
    delivery as (
      insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, status, status_reason,
        error_code, updated_at, response_time_ms, response_status, attempt_count)
      select id, event_id, webhook_id, workspace_id, 'rent.created', 'EVENT',
        case when is_failed then 'FAILED' else 'SUCCEEDED' end, case when is_failed then 'ATTEMPTS_EXHAUSTED' end,
        case when is_failed then 'HTTP_CLIENT_ERROR' end, at, 20, response_status, 1 from made
    )
    insert into attempts (delivery_id, number, response_status, duration_ms, started_at, url)
    select id, 1, response_status, 20, at, 'https://receiver.example/hooks' from made
  `.execute(database.em.fork().getKysely());
}
