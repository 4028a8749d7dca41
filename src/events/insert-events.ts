import { sql } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';
import { insertDeliveries } from '../deliveries/index.ts';
import type { DeliveryDraft } from '../deliveries/index.ts';
import type { CheckedEvent } from './event-draft.ts';

/** One event with one of its deliveries, or with none. */
export interface InsertedRow {
  /** The place of the event in the call, from 1. */
  n: number;
  eventId: string;
  deliveryId: string | null;
  webhookId: string | null;
  leased: boolean | null;
}

/**
 * Publish and fan-out in one statement: the events and a delivery for each webhook that wants one.
 *
 * @param ids an id for each event; null where the database shall make one
 */
export async function insertEvents(
  em: EntityManager,
  events: readonly CheckedEvent[],
  ids: readonly (string | null)[],
  draft: DeliveryDraft,
): Promise<InsertedRow[]> {
  const { rows } = await sql<InsertedRow>`
    with input as materialized (
      select coalesce(given.id, new_id()) as id, given.type, given.body, given.occurred_at, given.n
      from unnest(
        ${ids}::uuid[], ${events.map((event) => event.type)}::text[], ${events.map((event) => event.body)}::text[],
        ${events.map((event) => event.occurredAt.toISOString())}::timestamptz[]
      ) with ordinality as given (id, type, body, occurred_at, n)
    ),
    inserted as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select id, ${draft.workspaceId}, type, body, occurred_at from input order by n
    ),
    new_events as (select id, type, n from input),
    ${insertDeliveries(draft)}
    select e.n::int, e.id as "eventId", d.id as "deliveryId", d.webhook_id as "webhookId", d.leased
    from new_events e left join new_deliveries d on d.event_id = e.id
    order by e.n, d.id
  `.execute(em.getKysely());
  return rows;
}
