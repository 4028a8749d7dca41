import { sql, type EntityManager, type WakeUps } from '../db/index.ts';
import { endTextless, eraseAttempts, firstIdAt, splitByDay } from '../deliveries/index.ts';
import { decodeId, IdPrefix, notFound, timeOfId } from '../kernel/index.ts';
import type { Event } from './event.ts';
import { findEvent } from './find-events.ts';
import { lockRepeats } from './lock-repeats.ts';

/** Deliveries erased per transaction: few enough to hold no lock for long. */
const erasedAtOnceMax = 500;
/** A delivery is made after its event; this is more than enough for clocks that were set back. */
const dayMs = 86_400_000;

/**
 * Removes the text of an event for good: its body, the responses to its requests, and the hash for its idempotency
 * key. Rows, signatures and counts stay. What waits ends as PAYLOAD_ERASED; requests in flight finish, and their
 * responses are not stored. A node that has the text in memory starts no request with it after 1 s.
 *
 * Safe to repeat: a call that failed halfway is completed by the next one.
 *
 * @param eventId as the API shows it
 * @throws UserError NOT_FOUND on `eventId`
 */
export async function eraseEvent(
  em: EntityManager,
  wakeUps: Pick<WakeUps, 'wake'>,
  workspaceId: string,
  eventId: string,
): Promise<Event> {
  const uuid = decodeId(IdPrefix.event, eventId);
  if (uuid === null || !(await eraseBody(em, workspaceId, uuid)))
    throw notFound('event', 'eventId');
  // Claims, resends and late results see the erased event from here on, so each delivery needs one visit only.
  let last: string | null = null;
  do last = await eraseDeliveries(em, workspaceId, uuid, last);
  while (last !== null);
  while ((await endTextless(em)) > 0);
  wakeUps.wake('deliveries_changed');
  wakeUps.wake('deliveries_due'); // every dispatcher looks at its memory at once
  const event = await findEvent(em, workspaceId, uuid);
  if (!event) throw notFound('event', 'eventId');
  return event;
}

/** @returns whether the workspace has the event */
async function eraseBody(em: EntityManager, workspaceId: string, uuid: string): Promise<boolean> {
  return em.transactional(async (transaction) => {
    await lockRepeats(transaction, workspaceId); // a resend or recovery has read the text and not sent it yet
    const { rows } = await sql`
      with erased as (
        update events set body = '', erased_at = coalesce(erased_at, clock_timestamp())
        where id = ${uuid}::uuid and workspace_id = ${workspaceId}
        returning id
      ),
      -- An empty hash matches any content, so that a repeated call still finds its event.
      keys as (
        update event_keys set content_hash = '' where workspace_id = ${workspaceId}
          and event_id = (select id from erased)
      )
      select from erased
    `.execute(transaction.getKysely());
    return rows.length > 0;
  });
}

/** Erases one batch of the event's deliveries after `from`. @returns the last of them; null when there are none left */
async function eraseDeliveries(
  em: EntityManager,
  workspaceId: string,
  uuid: string,
  from: string | null,
): Promise<string | null> {
  const least = from ?? firstIdAt(new Date(timeOfId(uuid).getTime() - dayMs));
  return em.transactional(async (transaction) => {
    const kysely = transaction.getKysely();
    const { rows } = await sql<{ id: string }>`
      select id from deliveries where event_id = ${uuid}::uuid and id > ${least}::uuid
      order by id limit ${erasedAtOnceMax}::int
    `.execute(kysely);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return null;
    // Waits for the records of these deliveries. The next statement sees what they wrote, and later ones see the zero.
    await sql`
      with locked as (
        select delivery_id from delivery_queue where delivery_id = any(${ids}::uuid[])
        order by delivery_id for update
      )
      update delivery_queue set body_bytes = 0 where delivery_id = any(array(select delivery_id from locked))
    `.execute(kysely);
    for (const day of splitByDay(ids, (id) => id)) await eraseAttempts(transaction, day);
    await sql`
      insert into delivery_changes (workspace_id, delivery_ids) values (${workspaceId}, ${ids}::uuid[])
    `.execute(kysely);
    return ids.at(-1) ?? null;
  });
}
