import { prepared, sql, type EntityManager } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';
import { erasedFacts } from './erased-facts.ts';
import { splitByDay, type DayOfRows } from './split-by-day.ts';
import { lockListed } from './lock-claims.ts';
import { recordChanges } from './record-changes.ts';
import {
  bindColumns,
  column,
  factNames,
  names,
  plainFactNames,
  stateNames,
  valueOf,
} from './result-columns.ts';

/**
 * Writes many results, with one statement for each day on which the deliveries were created: the
 * attempts, the new state of the deliveries, the hourly counts and the change rows. Every write is
 * fenced by the claim token. An attempt whose event was erased meanwhile is written without its texts.
 * A delivery may have two results here, from an old claim and a new one. An error
 * may come after some days were written; writing them again changes nothing. In a transaction, pass the results
 * of one day: the hourly counts of several days, locked one after the other, would deadlock.
 *
 * @returns the results that were not written because their leases were lost (see `amendAttempts`). Their
 * deliveries are not changed.
 */
export async function recordAttempts<Result extends AttemptResult>(
  em: EntityManager,
  results: readonly Result[],
): Promise<Result[]> {
  const batches = [...splitRepeated(results)];
  const days = batches.flatMap((batch) => splitByDay(batch, (result) => result.delivery.id));
  const lost: Result[] = [];
  for (const day of days) lost.push(...(await recordDay(em, day)));
  return lost;
}

/** Splits results into batches with one result per delivery. A second result is rare. */
function* splitRepeated<Result extends AttemptResult>(
  results: readonly Result[],
): Generator<Result[]> {
  let left: readonly Result[] = results;
  while (left.length > 0) {
    const seen = new Map(left.map((result) => [result.delivery.id, result]));
    yield [...seen.values()];
    left =
      seen.size === left.length
        ? []
        : left.filter((result) => seen.get(result.delivery.id) !== result);
  }
}

/** @returns the results that were not written */
async function recordDay<Result extends AttemptResult>(
  em: EntityManager,
  day: DayOfRows<Result>,
): Promise<Result[]> {
  const { written, findErased } = chooseParts(day.rows);
  const { rows } = await sql<{ n: number }>`${prepared('record attempts')}
    with ${bindColumns(day.rows, [...stateNames, ...written])},
    ${lockListed({ ids: column('id'), tokens: column('token') })}, ${findErased},
    -- A finished delivery leaves the queue; a retry waits there until it is due.
    finished as (
      delete from delivery_queue
      where delivery_id = any(array(select id from locked where ${column('status')}[n] <> 'PENDING'))
    ),
    retried as (
      update delivery_queue set
        claim_token = null,
        attempt_count = ${valueOf('number', 'delivery_id')},
        due_at = clock_timestamp() + interval '1 ms' * ${valueOf('delay_ms', 'delivery_id')}
      where delivery_id = any(array(select id from locked where ${column('status')}[n] = 'PENDING'))
    ),
    changed as (
      update deliveries set
        status = ${valueOf('status', 'id')},
        status_reason = ${valueOf('status_reason', 'id')},
        attempt_count = ${valueOf('number', 'id')},
        response_status = ${valueOf('response_status', 'id')},
        response_time_ms = ${valueOf('duration_ms', 'id')},
        error_code = ${valueOf('error_code', 'id')},
        updated_at = clock_timestamp()
      where id = any(array(select id from locked))
        and id between ${day.least}::uuid and ${day.greatest}::uuid
      returning id, workspace_id, webhook_id, trigger, status, updated_at, attempt_count as number,
        case when error_code is not null
          then ${valueOf('started_at', 'id')} + interval '1 ms' * coalesce(response_time_ms, 0)
        end as ended_at, error_code,
        case when response_status is not null then response_time_ms end as response_ms
    ),
    logged as (
      insert into attempts (delivery_id, ${names(written)})
      select id, ${sql.join(written.map(keepUnlessErased))}
      from unnest(${sql.join([column('id'), ...written.map(column)])})
        with ordinality as input (id, ${names(written)}, n)
      where (n in (select n from locked)) is true -- looked up in a hash table, never joined
    ),
    ${recordChanges}
    select n::int from locked
  `.execute(em.getKysely());
  const recorded = new Set(rows.map((row) => row.n));
  return day.rows.filter((_, place) => !recorded.has(place + 1));
}

/** A common table expression `erased` (places): the results whose events were erased, when none is that of a message. */
const findPlainErased = sql`
    erased as materialized (select array(select n from locked where body_bytes = 0) as places)`;

/**
 * The same for results of which some are those of messages. What a digest says of one event is
 * in the texts of all its attempts. So none of them keeps its texts unless all events have theirs, and unless all are
 * recorded here: an event that is erased later finds the others by its own attempt.
 */
const findErasedOfMessages = sql`
    digests as materialized (
      select input.n, digest::text as name, digest, coalesce(locked.body_bytes, 0) > 0 as is_whole
      from unnest(${column('digest')}) with ordinality as input (digest, n) left join locked using (n)
      where digest is not null
    ),
    erased as materialized (
      select array(
        select n from locked where body_bytes = 0
        union all
        select n from digests where name in (
          select name from digests group by name
          having count(*) filter (where is_whole) < max(json_array_length(digest))
        )
      ) as places
    )`;

/** The parts of the statement that differ when some results are those of messages: without these it costs less. */
function chooseParts(results: readonly AttemptResult[]) {
  return results.some(({ facts }) => facts.format !== null)
    ? { written: factNames, findErased: findErasedOfMessages }
    : { written: plainFactNames, findErased: findPlainErased };
}

/** The fact of `logged`, or what is left of it when the delivery's event was erased during the request. */
function keepUnlessErased(name: string) {
  const kept = erasedFacts[name];
  if (!kept) return sql.ref(name);
  return sql`case when n = any((select places from erased)::bigint[]) then ${kept} else ${sql.ref(name)} end`;
}
