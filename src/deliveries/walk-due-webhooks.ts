import { sql, type EntityManager } from '../db/index.ts';
import type { DeliveryStatusReason } from './delivery-status.ts';

/** A webhook that has due deliveries. */
export interface DueWebhook {
  workspaceId: string;
  webhookId: string;
  /** Why its deliveries are to be ended without a request; null when they are to be sent. */
  endReason: DeliveryStatusReason | null;
  /** Its cool-down is over: one of its deliveries may go as a probe, and nothing else. */
  needsProbe: boolean;
}

export interface Walk {
  due: DueWebhook[];
  /** What the database's clock showed meanwhile, in Unix milliseconds. */
  databaseMs: number;
  /** Where the next turn goes on; null when the walk came to the end and starts over. */
  nextFrom: string | null;
}

/** Webhooks looked at in one turn: each costs an index probe in every daily partition, some 0.1 ms. */
const stepsMax = 100;

/**
 * Walks the webhooks that have waiting deliveries, one index probe a webhook however many wait (a
 * skip scan on `(webhook_id, due_at)`), and tells which have some that are due.
 * Webhooks that are paused or cooling down are passed over.
 *
 * @param from the last webhook of the turn before; null to start at the first
 */
export async function walkDueWebhooks(em: EntityManager, from: string | null): Promise<Walk> {
  const { rows } = await sql<WalkedRow>`
    with recursive walk as (
      (
        select webhook_id, due_at, 1 as step from deliveries
        where due_at is not null and claim_token is null and webhook_id > ${from ?? leastId}::uuid
        order by webhook_id, due_at limit 1
      )
      union all
      select next.webhook_id, next.due_at, walk.step + 1
      from walk cross join lateral (
        select webhook_id, due_at from deliveries
        where due_at is not null and claim_token is null and webhook_id > walk.webhook_id
        order by webhook_id, due_at limit 1
      ) next
      where walk.step < ${stepsMax}::int
    )
    select present.ms as "databaseMs", w.workspace_id as "workspaceId", w.id as "webhookId",
      walk.due_at <= now() as "isDue",
      case
        when w.deleted_at is not null then 'WEBHOOK_DELETED'
        when w.suspended then 'WEBHOOK_SUSPENDED'
        when w.disabled_at is not null then 'WEBHOOK_DISABLED'
      end as "endReason",
      w.paused_at is not null or coalesce(w.cooling_down_until > now(), false) as "isWaiting",
      coalesce(w.cooling_down_until <= now(), false) as "needsProbe"
    from (select extract(epoch from clock_timestamp())::float8 * 1000 as ms) as present
    left join (walk join webhooks w on w.id = walk.webhook_id) on true
    order by walk.step
  `.execute(em.getKysely());
  const [first] = rows; // there is one also when nothing waits
  if (!first) throw new Error('The database did not tell its time.');
  return {
    databaseMs: first.databaseMs,
    due: rows.filter((row) => row.isDue && (row.endReason !== null || !row.isWaiting)),
    nextFrom: rows.length < stepsMax ? null : (rows.at(-1)?.webhookId ?? null),
  };
}

interface WalkedRow extends DueWebhook {
  databaseMs: number;
  isDue: boolean;
  isWaiting: boolean;
}

const leastId = '00000000-0000-0000-0000-000000000000';
