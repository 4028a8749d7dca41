import { prepared, sql, type EntityManager } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';
import { splitByDay, type DayOfRows } from './split-by-day.ts';
import { lockClaims } from './lock-claims.ts';
import { recordChanges } from './record-changes.ts';

/**
 * Writes many results, with one statement for each day on which the deliveries were created: the
 * attempts, the new state of the deliveries, the hourly counts and the change rows. Every write is
 * fenced by the claim token. A delivery may have two results here, from an old claim and a new one. An error
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
  const columns = columnsOf(day.rows);
  /** The value of a column for the row with this id, found by binary search, since the ids are sorted. */
  const valueOf = (column: ReturnType<typeof sql>, id: string) =>
    sql`(${column})[width_bucket(${sql.ref(id)}, ${columns.id}::uuid[])]`;
  const numbers = sql`${columns.number}::smallint[]`;
  const statuses = sql`${columns.status}::text[]`;
  const { rows } = await sql<{ n: number }>`${prepared('record attempts')}
    with ${lockClaims(day.rows.map(({ delivery }) => delivery))},
    -- A finished delivery leaves the queue; a retry waits there until it is due.
    finished as (
      delete from delivery_queue
      where delivery_id = any(array(select id from locked where (${statuses})[n] <> 'PENDING'))
    ),
    retried as (
      update delivery_queue set
        claim_token = null,
        attempt_count = ${valueOf(numbers, 'delivery_id')},
        due_at = clock_timestamp() + interval '1 ms' * ${valueOf(sql`${columns.delayMs}::float8[]`, 'delivery_id')}
      where delivery_id = any(array(select id from locked where (${statuses})[n] = 'PENDING'))
    ),
    changed as (
      update deliveries set
        status = ${valueOf(statuses, 'id')},
        status_reason = ${valueOf(sql`${columns.reason}::text[]`, 'id')},
        attempt_count = ${valueOf(numbers, 'id')},
        response_status = ${valueOf(sql`${columns.responseStatus}::smallint[]`, 'id')},
        response_time_ms = ${valueOf(sql`${columns.durationMs}::int[]`, 'id')},
        completed_at = case when ${valueOf(statuses, 'id')} <> 'PENDING' then clock_timestamp() end
      where id = any(array(select id from locked))
        and id between ${day.least}::uuid and ${day.greatest}::uuid
      returning id, workspace_id, webhook_id, status
    ),
    ${logAttempts(columns)},
    ${recordChanges}
    select n::int from locked
  `.execute(em.getKysely());
  const written = new Set(rows.map((row) => row.n));
  return day.rows.filter((_, place) => !written.has(place + 1));
}

/** A common table expression `logged` that inserts the attempts of the claims in `locked`. */
function logAttempts(columns: ReturnType<typeof columnsOf>) {
  return sql`logged as (
      insert into attempts (delivery_id, number, started_at, duration_ms, url, request_headers, response_status,
        response_headers, response_body, response_body_cut, response_body_error, error_code, error_message)
      select id, number, started_at, duration_ms, url, request_headers, response_status,
        response_headers, response_body, response_body_cut, response_body_error, error_code, error_message
      from unnest(
        ${columns.id}::uuid[], ${columns.number}::smallint[],
        ${columns.startedAt}::timestamptz[], ${columns.durationMs}::int[], ${columns.url}::text[],
        ${columns.requestHeaders}::json[], ${columns.responseStatus}::smallint[], ${columns.responseHeaders}::json[],
        ${columns.responseBody}::text[], ${columns.responseBodyCut}::boolean[], ${columns.responseBodyError}::text[],
        ${columns.errorCode}::text[], ${columns.errorMessage}::text[]
      ) with ordinality as input (id, number, started_at, duration_ms, url, request_headers,
        response_status, response_headers, response_body, response_body_cut, response_body_error, error_code, error_message, n)
      where (n in (select n from locked)) is true -- looked up in a hash table, never joined
    )`;
}

/** One array per column, for unnest, so that the statement is the same for every batch size. */
function columnsOf(results: readonly AttemptResult[]) {
  const facts = results.map((result) => result.facts);
  return {
    id: results.map((result) => result.delivery.id),
    number: results.map((result) => result.delivery.attempt),
    status: results.map((result) => result.next.status),
    reason: results.map(({ next }) => (next.status === 'FAILED' ? next.reason : null)),
    delayMs: results.map(({ next }) => (next.status === 'PENDING' ? next.delayMs : null)),
    startedAt: facts.map((fact) => fact.startedAt.toISOString()),
    durationMs: facts.map((fact) => fact.durationMs),
    url: facts.map((fact) => fact.url),
    requestHeaders: facts.map((fact) => fact.requestHeaders && JSON.stringify(fact.requestHeaders)),
    responseStatus: facts.map((fact) => fact.responseStatus),
    responseHeaders: facts.map(
      (fact) => fact.responseHeaders && JSON.stringify(fact.responseHeaders),
    ),
    responseBody: facts.map((fact) => fact.responseBody),
    responseBodyCut: facts.map((fact) => fact.responseBodyCut),
    responseBodyError: facts.map((fact) => fact.responseBodyError),
    errorCode: facts.map((fact) => fact.errorCode),
    errorMessage: facts.map((fact) => fact.errorMessage),
  };
}
