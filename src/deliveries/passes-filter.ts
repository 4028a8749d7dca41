import { sql } from '../db/index.ts';

type Fragment = ReturnType<typeof sql>;

/**
 * A condition on an event and a webhook `w`: it has no filter, or the event matches it. An event whose body PostgreSQL
 * cannot read passes every filter, so that none is lost.
 *
 * The bodies are parsed once for the whole statement, when the first filter needs one. (Measured: looking the parsed body
 * up in a common table expression takes ten times as long as the match itself.)
 *
 * @param bodies a relation with the bodies of all events (body, n), where n counts from 1 without gaps
 * @param n the number of the event
 */
export function passesFilter(bodies: Fragment, n: Fragment): Fragment {
  return sql`(w.filter_path is null or coalesce(
    ((select array_agg(event_json(body) order by n) from ${bodies}))[${n}::int] @@ w.filter_path, true))`;
}
