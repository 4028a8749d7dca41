import { arrayOf, pageWhere, sql, type EntityManager } from '../../db/index.ts';
import type { Keyset } from '../../kernel/graphql/index.ts';
import { firstIdAt } from '../../deliveries/index.ts';
import { timeOfId } from '../../kernel/index.ts';
import {
  decideNoDeliveryReason,
  type Filtering,
  type NoDeliveryReason,
  type WebhookState,
} from './decide-no-delivery-reason.ts';
import { judgeByFilters } from './judge-by-filters.ts';

/** An event as far as it decides who gets it. */
export interface AskedEvent {
  /** UUID. */
  id: string;
  type: string;
}

/** The delivery of an event to one webhook, or the reason why there is none. */
export interface EventWebhook {
  /** UUID of the webhook. */
  id: string;
  name: string;
  /** UUID of the delivery that the publish made; null if there is none. */
  deliveryId: string | null;
  /** Null with a delivery. */
  reason: NoDeliveryReason | null;
  /** The clause of the filter that is the reason, if it is known. */
  clause: string | null;
}

/**
 * Milliseconds before and after the time of an event in which it is not certain what the publish saw of a change. The
 * publish reads the webhooks at a slightly different time than that of the event, and a change takes effect with its
 * commit, slightly later than its time in the history. Usually this is a few milliseconds; no node waits longer for a lock.
 */
const uncertainMs = 5_000;
/** Days after its deletion for which a webhook is listed with the events of the workspace. */
export const deletedShownDays = 30;
/** States of a webhook in these seconds. With more, nothing is certain. */
const statesMax = 20;
/** The deliveries of a publish are made within this time after its event. */
const publishMsMax = 3_600_000;

/**
 * Finds, for each event (by UUID), a page of the webhooks of the workspace, with one statement, and two more if a
 * filter may be the reason. Includes webhooks that
 * were created later, and deleted ones, unless they were deleted long before the event. The caller must have checked that
 * the events are of the workspace.
 */
export async function findEventWebhooks(
  em: EntityManager,
  workspaceId: string,
  events: readonly AskedEvent[],
  keyset: Keyset,
): Promise<Map<string, EventWebhook[]>> {
  const conditions = [
    sql`workspace_id = ${workspaceId}`,
    sql`(deleted_at is null or deleted_at > at - interval '1 day' * ${deletedShownDays}::int)`,
  ] as const;
  const { rows } = await sql<Row>`
    with ${bindEvents(events)},
    page as materialized (
      select * from asked cross join lateral (
        select id, name from webhooks ${pageWhere(conditions, keyset)}
      ) as listed
    ),
    made as materialized (
      select event_id, webhook_id, min(id::text) as id from deliveries
      where event_id = any(array(select event_id from asked)) and webhook_id = any(array(select id from page))
        and trigger in ('EVENT', 'TEST') and ${isOfPublish(events)}
      group by event_id, webhook_id
    )
    select page.event_id as "eventId", page.event_type as "eventType", page.is_test as "isTest", page.id, page.name,
      made.id as "deliveryId", state.list as states, state.existed,
      to_regclass('deliveries_' || to_char(page.at at time zone 'UTC', 'YYYYMMDD')) is not null as "isLogKept"
    from page
    left join made on made.event_id = page.event_id and made.webhook_id = page.id
    cross join lateral ${listStates} as state
    order by page.id ${sql.raw(keyset.direction)}
  `.execute(em.getKysely());
  const filteringOf = await judgeStates(em, rows);
  const found = new Map<string, EventWebhook[]>(events.map(({ id }) => [id, []]));
  for (const row of rows) found.get(row.eventId)?.push(toEventWebhook(row, filteringOf));
  return found;
}

/**
 * A common table expression with a row for each event. A test is known by its first delivery: the text of the event may
 * be erased.
 */
function bindEvents(events: readonly AskedEvent[]) {
  return sql`asked as materialized (
    select *, coalesce(
      (select trigger = 'TEST' from deliveries d where d.event_id = given.event_id and ${isOfPublish(events)}
        order by id limit 1), false) as is_test
    from unnest(
      ${arrayOf('uuid', events, ({ id }) => id)}, ${arrayOf('text', events, ({ type }) => type)},
      ${arrayOf('timestamptz', events, ({ id }) => timeOfId(id).toISOString())}
    ) as given (event_id, event_type, at)
  )`;
}

/** Bounds for the ids of the deliveries that the publishes made. */
function isOfPublish(events: readonly AskedEvent[]) {
  const times = events.map(({ id }) => timeOfId(id).getTime());
  const firstId = firstIdAt(new Date(Math.min(...times)));
  const endId = firstIdAt(new Date(Math.max(...times) + publishMsMax));
  return sql`id >= ${firstId}::uuid and id < ${endId}::uuid`;
}

const uncertain = sql.raw(`interval '${uncertainMs} milliseconds'`);

/**
 * The states of the webhook in `page` that the publish may have seen, and whether the first began surely before it. One
 * more than allowed if there are too many.
 */
const listStates = sql`(
  select json_agg(json_build_object('beginsAt', s.begins_at, 'events', s.events, 'isFiltered', s.filter is not null,
      'suspended', s.suspended, 'disabledReason', s.disabled_reason, 'deletedAt', s.deleted_at)) as list,
    coalesce(bool_or(s.begins_at <= page.at - ${uncertain}), false) as existed
  from (
    select * from webhook_states
    where webhook_id = page.id and begins_at <= page.at + ${uncertain}
      and begins_at >= coalesce(
        (select max(b.begins_at) from webhook_states b
          where b.webhook_id = page.id and b.begins_at <= page.at - ${uncertain}),
        '-infinity')
    limit ${statesMax}::int + 1
  ) s
)`;

/** A row of `webhook_states`. */
interface StateRow extends Omit<WebhookState, 'filtering'> {
  beginsAt: string;
  isFiltered: boolean;
}

interface Row {
  eventId: string;
  eventType: string;
  isTest: boolean;
  id: string;
  name: string;
  deliveryId: string | null;
  states: StateRow[] | null;
  /** Whether the first state began surely before the publish. */
  existed: boolean;
  isLogKept: boolean;
}

/** Judges the events without a delivery by the filters of the states that the publish may have seen. */
async function judgeStates(
  em: EntityManager,
  rows: readonly Row[],
): Promise<ReadonlyMap<StateRow, Filtering>> {
  const missing = rows.filter(
    ({ deliveryId, isTest, states }) => deliveryId === null && !isTest && !areTooMany(states),
  );
  const filtered = missing.flatMap(({ eventId, id: webhookId, states }) =>
    (states ?? []).flatMap((state) =>
      state.isFiltered ? [{ state, eventId, webhookId, beginsAt: state.beginsAt }] : [],
    ),
  );
  const found = await judgeByFilters(em, filtered);
  return new Map(filtered.map(({ state }, place) => [state, found[place] ?? 'UNKNOWN']));
}

function areTooMany(states: Row['states']): boolean {
  return states !== null && states.length > statesMax;
}

function toEventWebhook(
  { id, name, deliveryId, existed, ...row }: Row,
  filteringOf: ReadonlyMap<StateRow, Filtering>,
): EventWebhook {
  if (deliveryId !== null) return { id, name, deliveryId, reason: null, clause: null };
  const known = (row.states ?? []).map((state) => ({
    ...state,
    filtering: filteringOf.get(state) ?? 'PASSES',
  }));
  const states = areTooMany(row.states) ? [] : [...known, ...(existed ? [] : [null])];
  return { id, name, deliveryId, ...decideNoDeliveryReason({ ...row, states }) };
}
