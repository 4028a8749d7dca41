import { pageWhere, sql, type EntityManager } from '../db/index.ts';
import type { FoundRows, Keyset } from '../kernel/graphql/index.ts';
import type { EventCriteria } from './event-criteria.ts';
import type { Event } from './event.ts';
import { eventColumns, readEvents, toEvent, type EventRow } from './find-events.ts';

/** The most events that are checked for a page. Checked in about 25 ms, with payloads of 1 KiB. */
export const checkedMax = 50_000;

/** Finds the first events of the workspace that match, in the order of the keyset, with one statement. */
export async function searchEvents(
  em: EntityManager,
  workspaceId: string,
  { range, checks }: EventCriteria,
  keyset: Keyset,
): Promise<FoundRows<Event>> {
  const listed = [sql`workspace_id = ${workspaceId}`, ...range] as const;
  if (checks.length === 0) {
    return { rows: await readEvents(em, pageWhere(listed, keyset)), searchedTo: null };
  }
  const part = sql`select * from events ${pageWhere(listed, { ...keyset, limit: checkedMax })}`;
  const end = sql`select id from events ${pageWhere(listed, { ...keyset, limit: 1 })} offset ${checkedMax - 1}::int`;
  const order = sql`order by id ${sql.raw(keyset.direction)}`;
  const { rows } = await sql<FoundRow>`
    select ${eventColumns}, (${end}) as "searchedTo"
    from (values (true)) as always
    left join (
      select * from (${part}) as events where ${sql.join(checks, sql` and `)} ${order} limit ${keyset.limit}::int
    ) as events on true
    ${order}
  `.execute(em.getKysely());
  return toFound(rows, keyset.limit);
}

/** Without a match, there is one row with nothing but the end. */
type FoundRow = { searchedTo: string | null } & (EventRow | { [Key in keyof EventRow]: null });

function toFound(found: readonly FoundRow[], limit: number): FoundRows<Event> {
  const rows = found.flatMap((row) => (row.id === null ? [] : [toEvent(row)]));
  const searchedTo = rows.length < limit ? (found[0]?.searchedTo ?? null) : null;
  return { rows, searchedTo };
}
