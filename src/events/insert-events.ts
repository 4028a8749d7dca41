import { arrayOf, prepared, sql, type EntityManager } from '../db/index.ts';
import {
  insertDeliveries,
  type DeliveryDraft,
  type InsertedDelivery,
} from '../deliveries/index.ts';
import { isInUse, missingWorkspace } from '../workspaces/index.ts';
import type { KeyedEvent } from './claim-keys.ts';

/** An inserted event with its deliveries. */
export interface InsertedEvent extends KeyedEvent {
  id: string;
  deliveries: InsertedDelivery[];
}

/**
 * Inserts events, and a delivery for each webhook that subscribes to them, with one statement. It does not lock the
 * workspace: the deletion waits for the transactions that did not see it (`isSettled`).
 *
 * @returns null, with nothing inserted, if there would be more deliveries than `draft.countMax`
 * @throws AccessError FORBIDDEN, with nothing inserted, if the workspace does not exist or is being deleted
 */
export async function insertEvents(
  em: EntityManager,
  events: readonly KeyedEvent[],
  draft: DeliveryDraft,
): Promise<InsertedEvent[] | null> {
  const { rows } = await sql<Row>`${prepared('insert events')}
    with input as materialized (
      select coalesce(given.id, new_id()) as id, given.type, given.body, given.occurred_at, given.n
      from unnest(
        ${arrayOf('uuid', events, ({ id }) => id)}, ${arrayOf('text', events, ({ type }) => type)},
        ${arrayOf('text', events, ({ body }) => body)},
        ${arrayOf('timestamptz', events, ({ occurredAt }) => occurredAt.toISOString())}
      ) with ordinality as given (id, type, body, occurred_at, n)
      where ${isInUse(draft.workspaceId)}
    ),
    new_events as (select id, type, octet_length(body) as body_bytes, n from input),
    new_bodies as (select body, n from input),
    ${insertDeliveries(draft)},
    inserted as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select id, ${draft.workspaceId}, type, body, occurred_at from input
      where (select is_fitting from fitting)
      order by n
    )
    select e.n::int, e.id as "eventId", d.id, d.webhook_id as "webhookId",
      d.is_due as "isDue", d.is_paced as "isPaced", f.is_fitting as "isFitting"
    from fitting f cross join new_events e left join new_deliveries d on d.event_id = e.id
    order by e.n, d.id
  `.execute(em.getKysely());
  if (events.length > 0 && rows.length === 0) throw missingWorkspace();
  if (rows[0]?.isFitting === false) return null;
  const rowsOf = Map.groupBy(rows, (row) => row.n);
  return events.map((event, place) => toInserted(event, rowsOf.get(place + 1) ?? []));
}

/** An event with one of its deliveries, or without any. */
interface Row {
  /** The position of the event in the call, from 1. */
  n: number;
  eventId: string;
  id: string | null;
  webhookId: string;
  isDue: boolean;
  isPaced: boolean;
  isFitting: boolean;
}

function toInserted(event: KeyedEvent, rows: Row[]): InsertedEvent {
  const [first] = rows;
  if (!first) throw new Error('The database returned no id for an event.');
  const deliveries = rows.flatMap(({ id, webhookId, isDue, isPaced }) =>
    id === null ? [] : [{ id, webhookId, isDue, isPaced }],
  );
  return { ...event, id: first.eventId, deliveries };
}
