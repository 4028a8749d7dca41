import { isSelected } from '../../catalogue/index.ts';
import { arrayOf, pageWhere, sql, type EntityManager } from '../../db/index.ts';
import { listClauses } from '../../filters/index.ts';
import type { MessageSettings } from '../../webhooks/index.ts';
import { testKeys } from '../event-draft.ts';
import type { Event } from '../event.ts';
import { eventColumns, toEvent, type EventRow } from '../find-events.ts';

/** An event, and whether a webhook would have got it. */
export interface TriedEvent {
  /** Its text is not erased. */
  event: Event & { body: string };
  isMatch: boolean;
  /** The clause of the filter that the event does not match; null if its type is not chosen. */
  clause: string | null;
}

/** The events among which those that are not tests are searched. */
const searchedMax = 1_000;

/** The end of the body of a test. */
const testEnd = `,${JSON.stringify(testKeys).slice(1)}`;

/**
 * Finds the newest events of the workspace, without tests and erased ones, and decides with one statement which of them a
 * webhook would get, by the same conditions as `insertDeliveries`.
 */
export async function trySettings(
  em: EntityManager,
  workspaceId: string,
  { events, filter }: Pick<MessageSettings, 'events' | 'filter'>,
  count: number,
): Promise<TriedEvent[]> {
  const clauses = filter ? listClauses(filter) : [];
  const newest = { direction: 'desc', limit: searchedMax, after: null } as const;
  const { rows } = await sql<Row>`
    with clauses as materialized (
      select place, path::jsonpath as path
      from unnest(${arrayOf('text', clauses, ({ jsonPath }) => jsonPath)}) with ordinality as given (path, place)
    ),
    tried as materialized (
      select * from (select * from events ${pageWhere([sql`workspace_id = ${workspaceId}`], newest)}) as events
      where body <> '' and right(body, length(${testEnd})) <> ${testEnd}
      order by id desc limit ${count}::int
    )
    select ${eventColumns}, (
      select min(place)::int from clauses, (select event_json(body) as json offset 0) as parsed
      where not (json @@ path)
    ) as "refusedPlace"
    from tried as events order by id desc
  `.execute(em.getKysely());
  return rows.map(({ refusedPlace, ...row }) => {
    const isChosen = isSelected(row.type, events);
    const refused = refusedPlace === null ? undefined : clauses[refusedPlace - 1];
    return {
      event: { ...toEvent(row), body: row.body },
      isMatch: isChosen && !refused,
      clause: isChosen && refused ? refused.text : null,
    };
  });
}

interface Row extends EventRow {
  body: string;
  /** The first clause that the event does not match, counted from 1. */
  refusedPlace: number | null;
}
