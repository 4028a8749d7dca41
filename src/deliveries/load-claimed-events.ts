import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { endLeased } from './end-listed.ts';
import { releaseClaims } from './renew-leases.ts';
import { splitByDay } from './split-by-day.ts';

/** A delivery that was leased a moment ago. */
interface Leased {
  id: string;
  eventId: string;
  attemptCount: number;
}

/** The parts of an event that a claimed delivery carries. */
export type ClaimedEvent = Pick<ClaimedDelivery, 'eventType' | 'body'>;

/** Each event once, however many of its deliveries were claimed: they share its bytes. */
async function findEvents(
  em: EntityManager,
  leased: readonly Leased[],
  findEvent: (id: string) => ClaimedEvent | undefined = () => undefined,
): Promise<Map<string, ClaimedEvent>> {
  const known = new Map<string, ClaimedEvent>();
  const unknown = new Set<string>();
  for (const { eventId } of leased) {
    const event = findEvent(eventId);
    if (event) known.set(eventId, event);
    else unknown.add(eventId);
  }
  return new Map([...known, ...(await loadEvents(em, unknown))]);
}

async function loadEvents(
  em: EntityManager,
  ids: ReadonlySet<string>,
): Promise<Map<string, ClaimedEvent>> {
  const events = new Map<string, ClaimedEvent>();
  for (const day of splitByDay([...ids], (id) => id)) {
    const { rows } = await sql<{ id: string; eventType: string; body: string }>`
      select id, type as "eventType", body from events
      where id = any(${day.rows}::uuid[]) and id between ${day.least}::uuid and ${day.greatest}::uuid
    `.execute(em.getKysely());
    for (const { id, eventType, body } of rows) {
      events.set(id, { eventType, body: Buffer.from(body) });
    }
  }
  return events;
}

/**
 * The events of what was leased. A delivery whose event is no longer kept, or was erased a moment ago, is ended and
 * holds up no others. When the events cannot be read, all are released: a lease that ran out would count as an attempt.
 */
export async function loadOrEnd(
  em: EntityManager,
  leased: readonly Leased[],
  token: string,
  findEvent?: (id: string) => ClaimedEvent | undefined,
): Promise<ReadonlyMap<string, ClaimedEvent>> {
  const claims = leased.map((row) => ({ ...row, token, attempt: row.attemptCount + 1 }));
  try {
    const events = await findEvents(em, leased, findEvent);
    const isErased = ({ eventId }: Leased) => events.get(eventId)?.body.length === 0;
    const unsendable = claims.filter((row) => !events.has(row.eventId) || isErased(row));
    if (unsendable.length === 0) return events;
    await endLeased(
      em,
      unsendable.map((row) => ({ ...row, reason: isErased(row) ? 'PAYLOAD_ERASED' : 'EXPIRED' })),
    );
    return new Map([...events].filter(([, { body }]) => body.length > 0));
  } catch (error) {
    await releaseClaims(em, claims).catch(() => undefined); // the first error says more
    throw error;
  }
}
