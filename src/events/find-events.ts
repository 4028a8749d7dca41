import { pageWhere, sql, toDate, type EntityManager } from '../db/index.ts';
import type { Keyset } from '../kernel/graphql/index.ts';
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

/** Reads one page of the events of the workspace. */
export async function findEventPage(
  em: EntityManager,
  workspaceId: string,
  keyset: Keyset,
): Promise<Event[]> {
  return readEvents(em, pageWhere([sql`workspace_id = ${workspaceId}`], keyset));
}

async function readEvents(em: EntityManager, where: ReturnType<typeof sql>): Promise<Event[]> {
  const { rows } = await sql<Row>`
    select id, type, nullif(body, '') as body, occurred_at as "occurredAt", erased_at as "erasedAt"
    from events ${where}
  `.execute(em.getKysely());
  return rows.map((row) => ({
    ...row,
    occurredAt: toDate(row.occurredAt),
    erasedAt: toDate(row.erasedAt),
  }));
}

interface Row extends Pick<Event, 'id' | 'type' | 'body'> {
  occurredAt: string;
  erasedAt: string | null;
}
