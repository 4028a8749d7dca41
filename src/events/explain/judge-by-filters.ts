import { arrayOf, sql, type EntityManager } from '../../db/index.ts';
import { listClauses, type WebhookFilter } from '../../filters/index.ts';
import type { Filtering } from './decide-no-delivery-reason.ts';

/** An event (UUID) that is to be judged by the filter of a state of a webhook: a row of `webhook_states`. */
export interface FilteredEvent {
  eventId: string;
  /** UUID. */
  webhookId: string;
  /** When the state began, as PostgreSQL writes it into JSON. */
  beginsAt: string;
}

type Clauses = ReturnType<typeof listClauses>;

/** An event, and the place of its filter in a list. */
interface Judged {
  eventId: string;
  filter: number;
}

/** Events that are judged at once. The longest filter takes a tenth of a millisecond for one. */
const eventsMax = 1_000;
/** Bytes of the filters that are read at once: 32 of the longest, or hundreds of usual ones. */
const filterBytesMax = 256 * 1_024;

/**
 * Judges events by filters as the publish does, with two statements. Bounded: what is beyond that is UNKNOWN.
 *
 * @returns in the order of `asked`
 */
export async function judgeByFilters(
  em: EntityManager,
  asked: readonly FilteredEvent[],
): Promise<Filtering[]> {
  if (asked.length === 0) return [];
  const first = asked.slice(0, eventsMax);
  const { filters, filterOf } = await readFilters(em, first);
  const judged = first.map((one) => ({ ...one, filter: filterOf.get(nameState(one)) ?? -1 }));
  const refusedOf = await findRefusals(em, filters, judged);
  return asked.map((_, n) => {
    const refusedPlace = refusedOf.get(n);
    if (refusedPlace === undefined) return 'UNKNOWN';
    const clause = filters[judged[n]?.filter ?? -1]?.[refusedPlace ?? -1];
    return clause ? { clause: clause.text } : 'PASSES';
  });
}

function nameState({ webhookId, beginsAt }: Omit<FilteredEvent, 'eventId'>): string {
  return `${webhookId} ${beginsAt}`;
}

/** Reads each filter once, however many states have it. */
async function readFilters(
  em: EntityManager,
  asked: readonly FilteredEvent[],
): Promise<{ filters: Clauses[]; filterOf: Map<string, number> }> {
  const states = [...new Map(asked.map((one) => [nameState(one), one])).values()];
  const { rows } = await sql<{ filter: WebhookFilter; places: number[] }>`
    with known as (
      select filter, array_agg(place::int) as places, min(place) as place
      from unnest(
        ${arrayOf('uuid', states, ({ webhookId }) => webhookId)},
        ${arrayOf('timestamptz', states, ({ beginsAt }) => beginsAt)}
      ) with ordinality as given (webhook_id, begins_at, place)
      join webhook_states using (webhook_id, begins_at)
      group by filter
    ),
    sized as (
      select *, sum(octet_length(filter::text)) over (order by place) as bytes from known
    )
    select filter, places from sized where bytes <= ${filterBytesMax}::int
  `.execute(em.getKysely());
  const names = states.map(nameState);
  const filterOf = rows.flatMap(({ places }, filter) =>
    places.map((place) => [names[place - 1] ?? '', filter] as const),
  );
  return { filters: rows.map(({ filter }) => listClauses(filter)), filterOf: new Map(filterOf) };
}

/**
 * Finds the first clause that each event does not match, by the place in the list; null if it matches all, and nothing
 * if its text or its filter is not known.
 */
async function findRefusals(
  em: EntityManager,
  filters: readonly Clauses[],
  judged: readonly Judged[],
): Promise<Map<number, number | null>> {
  const clauses = filters.flatMap((list, filter) =>
    list.map(({ jsonPath }, place) => ({ filter, place, jsonPath })),
  );
  const { rows } = await sql<{ n: number; refusedPlace: number | null }>`
    with asked as materialized (
      select n::int - 1 as n, event_id, filter from unnest(
        ${arrayOf('uuid', judged, ({ eventId }) => eventId)}, ${arrayOf('int', judged, ({ filter }) => filter)}
      ) with ordinality as given (event_id, filter, n)
    ),
    clauses as materialized (
      select filter, place, path::jsonpath as path from unnest(
        ${arrayOf('int', clauses, ({ filter }) => filter)}, ${arrayOf('int', clauses, ({ place }) => place)},
        ${arrayOf('text', clauses, ({ jsonPath }) => jsonPath)}
      ) as given (filter, place, path)
    ),
    kept as materialized (
      select id, event_json(body) as json from events
      where id = any(array(select event_id from asked))
        and id between (select min(event_id::text)::uuid from asked) and (select max(event_id::text)::uuid from asked)
        and erased_at is null
    )
    select n, min(place) filter (where not (json @@ path)) as "refusedPlace"
    from asked join kept on id = event_id join clauses using (filter) group by n
  `.execute(em.getKysely());
  return new Map(rows.map(({ n, refusedPlace }) => [n, refusedPlace]));
}
