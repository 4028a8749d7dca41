import { sql } from '../db/index.ts';

/** The one webhook that deliveries are for, whatever events it wants. */
export interface Addressee {
  webhookId: string;
  /** A TEST goes out whatever the state of the webhook; a RESEND heeds it as an EVENT does. */
  trigger: 'TEST' | 'RESEND';
}

/** How the deliveries of a publish are to be made. */
export interface DeliveryDraft {
  workspaceId: string;
  /** Null: an EVENT for every webhook of the workspace that wants it. */
  addressee: Addressee | null;
  /** The claim token of those that are handed off. */
  token: string;
  leaseSeconds: number;
  /** At most so many are handed off (leased at once); the others are due and unleased. */
  room: number;
  /** When there would be more deliveries than this, none is made and `is_fitting` is false; no bound when left out. */
  countMax?: number;
  /** Webhooks whose share of the memory is full: theirs are not handed off. */
  fullWebhookIds: readonly string[];
}

/** A delivery that the statement made. */
export interface InsertedDelivery {
  id: string;
  webhookId: string;
  /** The version of the webhook that the statement saw. */
  webhookVersion: number;
  /** True when it was leased to this process; false when it is due for whoever claims it. */
  leased: boolean;
}

/**
 * Common table expressions that make the deliveries of the events in `new_events` (id, type, n), as
 * part of the statement that inserts those events or finds them again: `new_deliveries` (id, event_id,
 * webhook_id, webhook_version, leased), and `fitting` (is_fitting). A webhook that is DISABLED, SUSPENDED or deleted gets none; a PAUSED one and
 * one that is cooling down get them unleased. A TEST is kept from a deleted one alone.
 * Leases start now (`clock_timestamp()`), not when the transaction began.
 */
export function insertDeliveries(draft: DeliveryDraft) {
  const trigger = draft.addressee?.trigger ?? 'EVENT';
  const isAddressed = draft.addressee
    ? sql`w.id = ${draft.addressee.webhookId}::uuid`
    : sql`w.events && array[e.type, '*']`;
  const isOpen = trigger === 'TEST' ? sql`true` : sql`w.disabled_at is null and not w.suspended`;
  const { countMax } = draft;
  // Literals: as a parameter, a limit would make the planner guess.
  const bound = countMax === undefined ? sql`` : sql`limit ${sql.lit(countMax + 1)}`;
  const isFitting =
    countMax === undefined
      ? sql`select true as is_fitting`
      : sql`select count(*) <= ${sql.lit(countMax)} as is_fitting from addressees`;
  return sql`
  addressees as (
    select e.id as event_id, e.type, e.n, w.id as webhook_id, w.version as webhook_version,
      (w.paused_at is null and w.cooling_down_until is null or ${trigger} = 'TEST')
        and w.id <> all(${draft.fullWebhookIds}::uuid[]) as can_lease
    from new_events e
    join webhooks w on w.workspace_id = ${draft.workspaceId} and w.deleted_at is null
      and ${isOpen} and ${isAddressed}
    ${bound}
  ),
  fitting as (${isFitting}),
  ranked as (
    select *, can_lease
      and row_number() over (partition by can_lease order by n, webhook_id) <= ${draft.room}::int as lease
    from addressees
    where (select is_fitting from fitting)
  ),
  identified as (
    select *, new_id() as id from ranked order by n, webhook_id
  ),
  inserted_deliveries as (
    insert into deliveries (id, event_id, webhook_id, workspace_id, event_type, trigger, claim_token, due_at)
    select id, event_id, webhook_id, ${draft.workspaceId}, type, ${trigger},
      case when lease then ${draft.token}::uuid end,
      clock_timestamp() + case when lease then make_interval(secs => ${draft.leaseSeconds}::int) else interval '0' end
    from identified
    returning id
  ),
  new_deliveries as (
    select id, event_id, webhook_id, webhook_version, lease as leased
    from identified
  ),
  new_changes as (
    insert into delivery_changes (workspace_id, delivery_ids)
    select ${draft.workspaceId}, array_agg(id) from inserted_deliveries having count(*) > 0
  )`;
}
