import { sql } from '../db/index.ts';

type Fragment = ReturnType<typeof sql>;

/**
 * The common table expression that `passesFilter` needs. A body is parsed when the first filter asks for it, and not at
 * all if no webhook has one.
 *
 * @param bodies a relation with the id and the body of each event
 */
export function parseBodies(bodies: Fragment): Fragment {
  return sql`parsed as materialized (select id, event_json(body) as json from ${bodies})`;
}

/**
 * A condition on a webhook `w`: it has no filter, or the event matches it. An event whose body PostgreSQL cannot read
 * passes every filter, so that none is lost.
 *
 * @param eventId the id of an event in `parseBodies`
 */
export function passesFilter(eventId: Fragment): Fragment {
  return sql`(w.filter_path is null
    or (select coalesce(json @@ w.filter_path, true) from parsed where id = ${eventId}))`;
}
