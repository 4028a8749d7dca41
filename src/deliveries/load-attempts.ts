import { sql, toDate, type EntityManager } from '../db/index.ts';
import type { Attempt } from './delivery.ts';

/**
 * Loads the attempts of many deliveries (UUIDs) with one statement: by delivery, ordered by number. A delivery
 * without attempts has an empty list. The caller must have checked that the deliveries belong to its workspace.
 */
export async function loadAttempts(
  em: EntityManager,
  deliveryIds: readonly string[],
): Promise<Map<string, Attempt[]>> {
  const byDelivery = new Map<string, Attempt[]>(deliveryIds.map((id) => [id, []]));
  const sorted = [...byDelivery.keys()].sort();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return byDelivery;
  // With these bounds, only the daily partitions between them are read.
  const { rows } = await sql<AttemptRow>`
    select ${attemptColumns} from attempts
    where delivery_id = any(${sorted}::uuid[]) and delivery_id between ${least}::uuid and ${greatest}::uuid
    order by delivery_id, number
  `.execute(em.getKysely());
  for (const row of rows) byDelivery.get(row.deliveryId)?.push(toAttempt(row));
  return byDelivery;
}

/** All columns of an attempt, as an `AttemptRow`. */
export const attemptColumns = sql`
  delivery_id as "deliveryId", number, url, format, request_body as "requestBody",
  json_array_length(digest) as "digestSize", started_at as "startedAt", duration_ms as "durationMs",
  look_up_ms as "lookUpMs", connect_ms as "connectMs", tls_ms as "tlsMs", first_byte_ms as "firstByteMs",
  is_connection_reused as "isConnectionReused", remote_address as "remoteAddress",
  request_headers as "requestHeaders", response_status as "responseStatus",
  response_headers as "responseHeaders", response_body as "responseBody",
  response_body_cut as "responseBodyCut",
  -- The erasure of an event marks every attempt, also one that had no response (erased-facts.ts).
  case when response_status is not null then response_body_error end as "responseBodyError",
  error_code as "errorCode", error_message as "errorMessage"
`;

export interface AttemptRow extends Omit<Attempt, 'startedAt'> {
  startedAt: string;
}

export function toAttempt(row: AttemptRow): Attempt {
  return { ...row, startedAt: toDate(row.startedAt) };
}
