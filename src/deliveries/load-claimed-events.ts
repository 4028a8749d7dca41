import { sql, type EntityManager } from '../db/index.ts';
import type { ClaimReference } from './attempt-result.ts';
import type { ClaimedDelivery } from './claimed-delivery.ts';
import { endLeased } from './end-listed.ts';
import { releaseClaims } from './renew-leases.ts';
import { splitByDay } from './split-by-day.ts';

/** A delivery that was leased a moment ago. */
interface Leased extends ClaimReference {
  eventId: string;
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
 * The events of what was leased; those that are no longer kept are missing, and erased ones have no body. When they
 * cannot be read, all is released: a lease that ran out would count as an attempt.
 */
export async function loadOrRelease(
  em: EntityManager,
  leased: readonly Leased[],
  findEvent?: (id: string) => ClaimedEvent | undefined,
): Promise<ReadonlyMap<string, ClaimedEvent>> {
  return findEvents(em, leased, findEvent).catch(release(em, leased));
}

/** Leased deliveries that have nothing to send: its event is no longer kept, or was erased a moment ago. */
export function findUnsendable<Row extends Leased>(
  leased: readonly Row[],
  events: ReadonlyMap<string, ClaimedEvent>,
) {
  return leased.flatMap((row) => {
    const event = events.get(row.eventId);
    if (event && event.body.length > 0) return [];
    return [{ ...row, reason: event ? ('PAYLOAD_ERASED' as const) : ('EXPIRED' as const) }];
  });
}

/**
 * Ends what cannot be sent, so that it holds up nothing else. When that fails, everything of the claim is released. Not
 * in the transaction of a claim that has locked webhooks: a record locks the hours first and the webhook after them.
 */
export async function endUnsendable(
  em: EntityManager,
  unsendable: ReturnType<typeof findUnsendable>,
  claimed: readonly ClaimReference[],
): Promise<void> {
  if (unsendable.length === 0) return;
  await endLeased(em, unsendable).catch(release(em, [...unsendable, ...claimed]));
}

/** Releases claims after an error, and throws it: it says more than the error of a release that fails too. */
function release(em: EntityManager, claims: readonly ClaimReference[]) {
  return async (error: unknown): Promise<never> => {
    await releaseClaims(em, claims).catch(() => undefined);
    throw error;
  };
}
