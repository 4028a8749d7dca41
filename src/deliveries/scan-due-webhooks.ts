import { sql, type EntityManager } from '../db/index.ts';
import { endReason } from './end-deliveries.ts';

/** A webhook that has due deliveries. */
export interface DueWebhook {
  workspaceId: string;
  webhookId: string;
  /** Whether its deliveries must be ended without a request (`endDeliveries`). */
  mustEnd: boolean;
  /** Whether its cool-down is over; then only one delivery may be sent, as a probe. */
  needsProbe: boolean;
  /** Whether it has a chat format, and so a pace (`message-pace.ts`). */
  isPaced: boolean;
}

/** One part of a scan over the webhooks with queued deliveries. */
export interface DueScan {
  due: DueWebhook[];
  /** The start of the next part; null after the last. */
  nextFrom: string | null;
}

/** Webhooks in one part. Each costs one index lookup, about 0.02 ms. */
const stepsMax = 200;

/**
 * Scans the webhooks with waiting deliveries and returns those with due ones. One index lookup per
 * webhook, however many deliveries wait (a skip scan on `(webhook_id, due_at)`). Webhooks that are
 * paused, cooling down or waiting for their pace are left out.
 *
 * @param from the last webhook of the previous part; null to start with the first
 */
export async function scanDueWebhooks(em: EntityManager, from: string | null): Promise<DueScan> {
  const { rows } = await sql<ScannedRow>`
    with recursive scan as (
      (
        select webhook_id, workspace_id, due_at, 1 as step from delivery_queue
        where claim_token is null and webhook_id > ${from ?? leastId}::uuid
        order by webhook_id, due_at limit 1
      )
      union all
      select next.webhook_id, next.workspace_id, next.due_at, scan.step + 1
      from scan cross join lateral (
        select webhook_id, workspace_id, due_at from delivery_queue
        where claim_token is null and webhook_id > scan.webhook_id
        order by webhook_id, due_at limit 1
      ) next
      where scan.step < ${stepsMax}::int
    )
    select scan.workspace_id as "workspaceId", scan.webhook_id as "webhookId",
      scan.due_at <= now() as "isDue",
      ${endReason} is not null as "mustEnd",
      w.paused_at is not null or coalesce(w.cooling_down_until > now(), false) or ${isHeldByPace} as "isWaiting",
      coalesce(w.cooling_down_until <= now(), false) as "needsProbe",
      coalesce(w.format <> 'JSON', false) as "isPaced"
    from scan left join webhooks w on w.id = scan.webhook_id
    order by scan.step
  `.execute(em.getKysely());
  return {
    due: rows.filter((row) => row.isDue && (row.mustEnd || !row.isWaiting)),
    nextFrom: rows.length < stepsMax ? null : (rows.at(-1)?.webhookId ?? null),
  };
}

interface ScannedRow extends DueWebhook {
  isDue: boolean;
  isWaiting: boolean;
}

/** Looked up for chat formats only. */
const isHeldByPace = sql`case when w.format <> 'JSON'
  then exists (select from message_paces p where p.webhook_id = w.id and p.next_at > clock_timestamp()) else false end`;

const leastId = '00000000-0000-0000-0000-000000000000';
