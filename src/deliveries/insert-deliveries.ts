import { sql } from '../db/index.ts';
import { selectsType } from '../webhooks/index.ts';
import { passesFilter } from './passes-filter.ts';

/** The only webhook to get the deliveries, whatever event types it subscribes to. */
export interface Addressee {
  webhookId: string;
  /** A TEST is sent whatever the state of the webhook; the others follow the rules of an EVENT. */
  trigger: 'TEST' | 'RESEND' | 'RECOVERY';
}

/** The deliveries to make for a publish. */
export interface DeliveryDraft {
  workspaceId: string;
  /** Null: an EVENT for every webhook of the workspace that subscribes to it and whose filter it matches. */
  addressee: Addressee | null;
  /** If there would be more deliveries than this, none is made and `is_fitting` is false. Unlimited if left out. */
  countMax?: number;
}

/** A delivery that the statement inserted. */
export interface InsertedDelivery {
  id: string;
  webhookId: string;
  /** False if it has to wait because its webhook is paused or cooling down. */
  isDue: boolean;
  /** Whether its webhook has a chat format, and so a pace. */
  isPaced: boolean;
}

/**
 * Common table expressions that insert and queue deliveries for the events in `new_events` (id, type,
 * body_bytes, n), and `new_bodies` (body, n) unless there is an addressee: n counts from 1 without gaps. They are part of
 * the statement that inserts or finds those events, and define `new_deliveries` (id, event_id, webhook_id, is_due,
 * is_paced) and `fitting` (is_fitting). A webhook that is
 * DISABLED, SUSPENDED or deleted gets no delivery, except that only a deleted one gets no TEST.
 */
export function insertDeliveries({ workspaceId, addressee, countMax }: DeliveryDraft) {
  const trigger = addressee?.trigger ?? 'EVENT';
  const isAddressed = addressee
    ? sql`w.id = ${addressee.webhookId}::uuid`
    : sql`${selectsType} and ${passesFilter(sql`new_bodies`, sql`e.n`)}`;
  const isOpen = trigger === 'TEST' ? sql`true` : sql`w.disabled_at is null and not w.suspended`;
  // A literal, since the planner cannot estimate a limit that is a parameter.
  const bound = countMax === undefined ? sql`` : sql`limit ${sql.lit(countMax + 1)}`;
  const isFitting =
    countMax === undefined
      ? sql`select true as is_fitting`
      : sql`select count(*) <= ${sql.lit(countMax)} as is_fitting from addressees`;
  return sql`
  addressees as (
    select e.id as event_id, e.type, e.body_bytes, e.n, w.id as webhook_id,
      w.paused_at is null and w.cooling_down_until is null or ${trigger} = 'TEST' as is_due,
      w.format <> 'JSON' as is_paced
    from new_events e
    join webhooks w on w.workspace_id = ${workspaceId} and w.deleted_at is null
      and ${isOpen} and ${isAddressed}
    ${bound}
  ),
  fitting as (${isFitting}),
  new_deliveries as (
    select new_id() as id, event_id, type, body_bytes, webhook_id, is_due, is_paced
    from (select * from addressees where (select is_fitting from fitting) order by n, webhook_id) as ordered
  ),
  inserted_deliveries as (
    insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger)
    select id, event_id, webhook_id, ${workspaceId}, type, ${trigger} from new_deliveries
    returning id
  ),
  queued as (
    insert into delivery_queue (delivery_id, event_id, webhook_id, workspace_id, trigger, body_bytes, due_at)
    select id, event_id, webhook_id, ${workspaceId}, ${trigger}, body_bytes, clock_timestamp() from new_deliveries
  ),
  new_changes as (
    insert into delivery_changes (workspace_id, delivery_ids)
    select ${workspaceId}, array_agg(id) from inserted_deliveries having count(*) > 0
  )`;
}
