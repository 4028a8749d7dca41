import { sql, type EntityManager } from '../db/index.ts';
import type { AttemptResult } from './attempt-result.ts';

/**
 * Completes attempts logged as OUTCOME_UNKNOWN with results that arrived after the lease was lost. The
 * delivery belongs to another claim by then and is not changed, but the live stream is notified.
 *
 * Lost leases are rare, so this runs one statement per row.
 */
export async function amendAttempts(
  em: EntityManager,
  results: readonly AttemptResult[],
): Promise<void> {
  for (const { delivery, facts } of results) {
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
          request_headers = ${facts.requestHeaders && JSON.stringify(facts.requestHeaders)}::json,
          response_status = ${facts.responseStatus}::smallint,
          response_headers = ${facts.responseHeaders && JSON.stringify(facts.responseHeaders)}::json,
          response_body = ${facts.responseBody},
          response_body_cut = ${facts.responseBodyCut}::boolean,
          response_body_error = ${facts.responseBodyError},
          error_code = ${facts.errorCode},
          error_message = ${facts.errorMessage}
        where delivery_id = ${delivery.id}::uuid and number = ${delivery.attempt}::smallint
          and error_code = 'OUTCOME_UNKNOWN'
        returning delivery_id
      )
      insert into delivery_changes (workspace_id, delivery_ids)
      select d.workspace_id, array[d.id] from deliveries d join amended on d.id = amended.delivery_id
      where d.id = ${delivery.id}::uuid
    `.execute(em.getKysely());
  }
}
