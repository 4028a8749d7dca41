import { sql, toDate, type EntityManager } from '../db/index.ts';
import { timeOfId } from '../kernel/index.ts';
import type { Delivery } from './delivery.ts';

/**
 * Reads these deliveries (UUIDs), by UUID, with one statement. Those of other workspaces are left out.
 */
export async function findDeliveries(
  em: EntityManager,
  workspaceIds: readonly string[],
  uuids: readonly string[],
): Promise<Map<string, Delivery>> {
  const sorted = uuids.toSorted();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return new Map();
  // With these bounds, only the daily partitions between them are read.
  const where = sql`
    where workspace_id = any(${[...workspaceIds]}::text[]) and id = any(${sorted}::uuid[])
      and id between ${least}::uuid and ${greatest}::uuid
  `;
  const { rows } = await sql<DeliveryRow>`
    select ${deliveryColumns} from deliveries ${where}
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.id, toDelivery(row)]));
}

/** The columns of a delivery, from a table or subquery that is named `deliveries`. */
export const deliveryColumns = sql`
  id, workspace_id as "workspaceId", webhook_id as "webhookId", event_id as "eventId",
  event_type as "eventType", trigger, status, status_reason as "statusReason",
  attempt_count as "attemptCount", response_status as "responseStatus",
  response_time_ms as "responseTimeMs", error_code as "errorCode", updated_at as "updatedAt",
  (
    select q.due_at from delivery_queue q where q.delivery_id = deliveries.id and q.claim_token is null
  ) as "nextAttemptAt"
`;

/** A delivery as the driver returns it. */
export interface DeliveryRow extends Omit<Delivery, 'updatedAt' | 'nextAttemptAt'> {
  updatedAt: string | null;
  nextAttemptAt: string | null;
}

/** Reads the instants of a row. */
export function toDelivery({ updatedAt, nextAttemptAt, ...row }: DeliveryRow): Delivery {
  return {
    ...row,
    updatedAt: toDate(updatedAt) ?? timeOfId(row.id),
    nextAttemptAt: toDate(nextAttemptAt),
  };
}
