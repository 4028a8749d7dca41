import { sql, toDate, type EntityManager } from '../db/index.ts';
import type { Event } from './event.ts';

/**
 * Reads the events with these UUIDs that have not been deleted, by UUID, with one statement. Without a check of
 * the workspace: for fields of objects that the viewer may see.
 */
export async function findEvents(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Event>> {
  const sorted = ids.toSorted();
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return new Map();
  // With these bounds, only the daily partitions between them are read.
  const where = sql`
    where id = any(${sorted}::uuid[]) and id between ${least}::uuid and ${greatest}::uuid
  `;
  const events = await readEvents(em, where);
  return new Map(events.map((event) => [event.id, event]));
}

/** Reads an event of the workspace by its UUID, or returns null. */
export async function findEvent(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Event | null> {
  const where = sql`where id = ${id}::uuid and workspace_id = ${workspaceId}`;
  return (await readEvents(em, where))[0] ?? null;
}

/** The columns of `events` that are read. */
export const eventColumns = sql`events.id, events.type, events.body, events.occurred_at as "occurredAt"`;

/** A row as it is read. */
export interface EventRow extends Omit<Event, 'occurredAt'> {
  occurredAt: string;
}

/** Reads events. @param where the rest of the statement after the name of the table */
export async function readEvents(
  em: EntityManager,
  where: ReturnType<typeof sql>,
): Promise<Event[]> {
  const { rows } = await sql<EventRow>`select ${eventColumns} from events ${where}`.execute(
    em.getKysely(),
  );
  return rows.map(toEvent);
}

/** Converts a row. */
export function toEvent({ id, type, body, occurredAt }: EventRow): Event {
  return { id, type, body, occurredAt: toDate(occurredAt) };
}
