import { pageWhere, sql, toDate, type EntityManager } from '../db/index.ts';
import { timeOfId } from '../kernel/index.ts';
import type { Keyset } from '../kernel/graphql/index.ts';
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
  const deliveries = await readDeliveries(em, where);
  return new Map(deliveries.map((delivery) => [delivery.id, delivery]));
}

type Fragment = ReturnType<typeof sql>;

/** Reads one page of the deliveries that match all conditions, newest first, with one statement. */
export async function findDeliveryPage(
  em: EntityManager,
  conditions: readonly [Fragment, ...Fragment[]],
  keyset: Keyset,
): Promise<Delivery[]> {
  return readDeliveries(em, pageWhere(conditions, keyset));
}

async function readDeliveries(em: EntityManager, where: Fragment): Promise<Delivery[]> {
  const { rows } = await sql<Row>`
    select id, workspace_id as "workspaceId", webhook_id as "webhookId", event_id as "eventId",
      event_type as "eventType", trigger, status, status_reason as "statusReason",
      attempt_count as "attemptCount", response_status as "responseStatus",
      response_time_ms as "responseTimeMs", error_code as "errorCode", updated_at as "updatedAt",
      (
        select q.due_at from delivery_queue q where q.delivery_id = deliveries.id and q.claim_token is null
      ) as "nextAttemptAt"
    from deliveries ${where}
  `.execute(em.getKysely());
  return rows.map(({ updatedAt, nextAttemptAt, ...row }) => ({
    ...row,
    updatedAt: toDate(updatedAt) ?? timeOfId(row.id),
    nextAttemptAt: toDate(nextAttemptAt),
  }));
}

interface Row extends Omit<Delivery, 'updatedAt' | 'nextAttemptAt'> {
  updatedAt: string | null;
  nextAttemptAt: string | null;
}
