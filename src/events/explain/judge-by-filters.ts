import { arrayOf, sql, type EntityManager } from '../../db/index.ts';
import { listClauses, type WebhookFilter } from '../../filters/index.ts';
import type { Filtering } from './decide-no-delivery-reason.ts';

/** An event (UUID) that is to be judged by a filter. */
export interface FilteredEvent {
  eventId: string;
  filter: WebhookFilter;
}

/** Judges events by filters, with one statement, as the publish does. @returns in the order of `asked` */
export async function judgeByFilters(
  em: EntityManager,
  asked: readonly FilteredEvent[],
): Promise<Filtering[]> {
  if (asked.length === 0) return [];
  const clausesOf = asked.map(({ filter }) => listClauses(filter));
  const clauses = clausesOf.flatMap((list, n) =>
    list.map(({ jsonPath }, place) => ({ n, place, jsonPath, eventId: asked[n]?.eventId ?? '' })),
  );
  const { rows } = await sql<{ n: number; refusedPlace: number | null }>`
    with given as materialized (
      select * from unnest(
        ${arrayOf('int', clauses, ({ n }) => n)}, ${arrayOf('int', clauses, ({ place }) => place)},
        ${arrayOf('uuid', clauses, ({ eventId }) => eventId)},
        ${arrayOf('text', clauses, ({ jsonPath }) => jsonPath)}
      ) as given (n, place, event_id, path)
    ),
    kept as materialized (
      select id, event_json(body) as json from events
      where id = any(array(select event_id from given))
        and id between (select min(event_id::text)::uuid from given) and (select max(event_id::text)::uuid from given)
        and erased_at is null
    )
    select n, min(place) filter (where not (json @@ path::jsonpath)) as "refusedPlace"
    from given join kept on id = event_id group by n
  `.execute(em.getKysely());
  const refusedOf = new Map(rows.map(({ n, refusedPlace }) => [n, refusedPlace]));
  return clausesOf.map((list, n) => {
    const place = refusedOf.get(n);
    const clause = place == null ? undefined : list[place]?.text;
    if (clause !== undefined) return { clause };
    return place === undefined ? 'UNKNOWN' : 'PASSES';
  });
}
