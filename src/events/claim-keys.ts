import { createHash } from 'node:crypto';
import { sql } from '../db/index.ts';
import type { EntityManager } from '../db/index.ts';
import { UserErrorCode, UserFault } from '../kernel/index.ts';
import type { CheckedEvent } from './event-draft.ts';

/** The id of each event of a call: made for a new key, the first event's for a known one, null without a key. */
export interface KeyedIds {
  ids: (string | null)[];
  /** Places of events that were published before. */
  repeated: ReadonlySet<number>;
}

/**
 * Claims the idempotency keys of a call, in the caller's transaction. Of two calls with the same new
 * key at once, the second waits until the first has committed, and then gets its event. A key is
 * forgotten 24 hours after its event.
 *
 * @throws UserFault CONFLICT for a known key with other content
 */
export async function claimKeys(
  em: EntityManager,
  workspaceId: string,
  events: readonly CheckedEvent[],
): Promise<KeyedIds> {
  const ids: (string | null)[] = events.map(() => null);
  const places = new Map(
    events.flatMap(({ idempotencyKey: key }, place) => (key === null ? [] : [[key, place]])),
  );
  if (places.size === 0) return { ids, repeated: new Set() };
  // Sorted, so that two calls with the same keys wait for each other instead of dead-locking.
  const claims = [...places]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, place]) => ({ key, place, hash: hashOf(events[place]!) }));
  const fresh = await insertKeys(em, workspaceId, claims);
  const known = claims.filter(({ key }) => !fresh.has(key));
  const first = await findKeys(
    em,
    workspaceId,
    known.map(({ key }) => key),
  );
  const conflicts = known.filter(({ key, hash }) => first.get(key)?.hash !== hash);
  if (conflicts.length > 0) throw new UserFault(conflicts.map(({ place }) => conflictAt(place)));
  for (const { key, place } of claims)
    ids[place] = fresh.get(key) ?? first.get(key)?.eventId ?? null;
  return { ids, repeated: new Set(known.map(({ place }) => place)) };
}

interface KeyClaim {
  key: string;
  hash: string;
}

async function insertKeys(
  em: EntityManager,
  workspaceId: string,
  claims: readonly KeyClaim[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; eventId: string }>`
    insert into event_keys as known (workspace_id, key, event_id, content_hash)
    select ${workspaceId}, key, new_id(), decode(hash, 'hex')
    from unnest(${claims.map((claim) => claim.key)}::text[], ${claims.map((claim) => claim.hash)}::text[]) as claim (key, hash)
    on conflict (workspace_id, key) do update
      set event_id = excluded.event_id, content_hash = excluded.content_hash, created_at = now()
      where known.created_at < now() - interval '24 hours'
    returning key, event_id as "eventId"
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.key, row.eventId]));
}

async function findKeys(
  em: EntityManager,
  workspaceId: string,
  keys: readonly string[],
): Promise<Map<string, { eventId: string; hash: string }>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; eventId: string; hash: string }>`
    select key, event_id as "eventId", encode(content_hash, 'hex') as hash from event_keys
    where workspace_id = ${workspaceId} and key = any(${keys}::text[])
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.key, row]));
}

function hashOf(event: CheckedEvent): string {
  return createHash('sha256').update(event.content).digest('hex');
}

function conflictAt(place: number) {
  return {
    code: UserErrorCode.CONFLICT,
    message: 'This key was used in the last 24 hours for an event with other content.',
    field: `events.${place}.idempotencyKey`,
    retryAfterSeconds: null,
  };
}
