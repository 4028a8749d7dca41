import { sql, type EntityManager } from '../db/index.ts';
import { describeError } from './error-code.ts';
import { isErased } from './erased-facts.ts';
import { endOf, type AttemptFacts, type AttemptResult } from './attempt-result.ts';
import { recordChanges } from './record-changes.ts';

/**
 * Completes attempts logged as OUTCOME_UNKNOWN with results that arrived after the lease was lost. The
 * delivery belongs to another claim by then and is not changed, but the live stream is notified, and the response is
 * counted in the hour of this record. What was erased with the event stays erased. A digest is amended without its texts:
 * any of its events may have been erased.
 *
 * Lost leases are rare, so this runs one statement per row.
 */
export async function amendAttempts(
  em: EntityManager,
  results: readonly AttemptResult[],
): Promise<void> {
  for (const { delivery, facts: known } of results) {
    const facts = known.digest === null ? known : withoutTexts(known);
    await sql`
      with amended as (
        update attempts set
          started_at = ${facts.startedAt.toISOString()}::timestamptz,
          duration_ms = ${facts.durationMs}::int,
          look_up_ms = ${facts.lookUpMs}::int,
          connect_ms = ${facts.connectMs}::int,
          tls_ms = ${facts.tlsMs}::int,
          first_byte_ms = ${facts.firstByteMs}::int,
          is_connection_reused = ${facts.isConnectionReused}::boolean,
          remote_address = ${facts.remoteAddress},
          url = ${facts.url},
          format = ${facts.format},
          digest = ${facts.digest && JSON.stringify(facts.digest)}::json,
          request_body = case when not ${isErased} then ${facts.requestBody} end,
          request_headers = ${facts.requestHeaders && JSON.stringify(facts.requestHeaders)}::json,
          response_status = ${facts.responseStatus}::smallint,
          response_headers = case when not ${isErased}
            then ${facts.responseHeaders && JSON.stringify(facts.responseHeaders)}::json end,
          response_body = case when not ${isErased} then ${facts.responseBody} end,
          response_body_cut = ${facts.responseBodyCut}::boolean and not ${isErased},
          response_body_error = case when ${isErased} then response_body_error else ${facts.responseBodyError} end,
          error_code = ${facts.errorCode},
          error_message = case when ${isErased} then ${facts.errorCode && describeError(facts.errorCode)}
            else ${facts.errorMessage} end
        where delivery_id = ${delivery.id}::uuid and number = ${delivery.attempt}::smallint
          and error_code = 'OUTCOME_UNKNOWN'
        returning delivery_id, number, error_code, case when response_status is not null then duration_ms end as response_ms
      ),
      changed as (
        select d.id, d.workspace_id, d.webhook_id, d.trigger, null::text as status, clock_timestamp() as updated_at,
          amended.number, ${endOf(facts).toISOString()}::timestamptz as ended_at, amended.error_code, amended.response_ms
        from deliveries d join amended on d.id = amended.delivery_id
        where d.id = ${delivery.id}::uuid
      ),
      ${recordChanges}
      select 1
    `.execute(em.getKysely());
  }
}

function withoutTexts(facts: AttemptFacts): AttemptFacts {
  return {
    ...facts,
    ...{ requestBody: null, responseHeaders: null, responseBody: null, responseBodyCut: false },
    responseBodyError: 'The lease was lost, and the texts of a digest are not kept then.',
    errorMessage: facts.errorCode && describeError(facts.errorCode),
  };
}
