import { sql, type EntityManager } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';
import { splitByDay, type DayOfRows } from './id-bounds.ts';
import { lockClaims } from './lock-claims.ts';
import { writeConsequences } from './write-consequences.ts';

/**
 * Writes many results at once, all or none, with one statement for each day that the deliveries fall
 * on: the attempt rows, the new state of the deliveries, the hourly counts and the change rows. Every
 * row is fenced by its claim token.
 *
 * @returns those of `results` that were not written: their leases were lost, and their deliveries
 * belong to others by now and are not touched (see `amendAttempts`). A delivery may have two results
 * here, of an old claim and of a new one.
 */
export async function recordAttempts<Result extends AttemptResult>(
  em: EntityManager,
  results: readonly Result[],
): Promise<Result[]> {
  const days = splitByDay(results, (result) => result.delivery.id);
  const [first, ...others] = days;
  if (!first) return [];
  if (others.length === 0) return recordDay(em, first);
  return em.transactional(async (transaction) => {
    const lost: Result[] = [];
    for (const day of days) lost.push(...(await recordDay(transaction, day)));
    return lost;
  });
}

/** @returns what was not written */
async function recordDay<Result extends AttemptResult>(
  em: EntityManager,
  day: DayOfRows<Result>,
): Promise<Result[]> {
  const columns = columnsOf(day.rows);
  const { rows } = await sql<{ n: number }>`
    with input as (
      select * from unnest(
        ${columns.id}::uuid[], ${columns.token}::uuid[], ${columns.number}::smallint[],
        ${columns.status}::text[], ${columns.reason}::text[], ${columns.delayMs}::float8[],
        ${columns.startedAt}::timestamptz[], ${columns.durationMs}::int[], ${columns.url}::text[],
        ${columns.requestHeaders}::json[], ${columns.responseStatus}::smallint[], ${columns.responseHeaders}::json[],
        ${columns.responseBody}::text[], ${columns.responseBodyCut}::boolean[], ${columns.responseBodyError}::text[],
        ${columns.errorCode}::text[], ${columns.errorMessage}::text[]
      ) with ordinality as input (id, token, number, status, reason, delay_ms, started_at, duration_ms, url, request_headers,
        response_status, response_headers, response_body, response_body_cut, response_body_error, error_code, error_message, n)
    ),
    ${lockClaims(day)},
    changed as (
      update deliveries d set
        claim_token = null,
        due_at = case when i.status = 'PENDING' then clock_timestamp() + i.delay_ms * interval '1 ms' end,
        status = i.status,
        status_reason = i.reason,
        attempt_count = i.number,
        response_status = i.response_status,
        response_time_ms = i.duration_ms,
        completed_at = case when i.status <> 'PENDING' then clock_timestamp() end
      from locked join input i on i.id = locked.id and i.token = locked.token
      where d.id = locked.id and d.claim_token = locked.token
        and d.id between ${day.least}::uuid and ${day.greatest}::uuid
      returning d.id, d.workspace_id, d.webhook_id, d.status, i.n
    ),
    logged as (
      insert into attempts (delivery_id, number, started_at, duration_ms, url, request_headers, response_status,
        response_headers, response_body, response_body_cut, response_body_error, error_code, error_message)
      select i.id, i.number, i.started_at, i.duration_ms, i.url, i.request_headers, i.response_status,
        i.response_headers, i.response_body, i.response_body_cut, i.response_body_error, i.error_code, i.error_message
      from changed join input i on i.n = changed.n
    ),
    ${writeConsequences}
    select n::int from changed
  `.execute(em.getKysely());
  const written = new Set(rows.map((row) => row.n));
  return day.rows.filter((_, place) => !written.has(place + 1));
}

/** One array a column: unnest makes rows of them again, and the statement stays the same for every batch size. */
function columnsOf(results: readonly AttemptResult[]) {
  const facts = results.map((result) => result.facts);
  return {
    id: results.map((result) => result.delivery.id),
    token: results.map((result) => result.delivery.token),
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
