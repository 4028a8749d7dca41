import { createHash } from 'node:crypto';
import { sql, type EntityManager } from '../db/index.ts';
import { hashContent, UserErrorCode, UserError } from '../kernel/index.ts';
import type { CheckedEvent, EventKey } from './event-draft.ts';

/** An event of a call, with the result of claiming its key. */
export interface KeyedEvent extends CheckedEvent {
  /** A new id for a new key, the id of the first event for a known key, null without a key. */
  id: string | null;
  /** True if the key is known: the event has already been published. */
  isRepeated: boolean;
}

/**
 * Claims the idempotency keys of a call, in the caller's transaction. If two calls use the same new key at
 * once, the second waits until the first has committed, and then gets the same event. A key expires 24
 * hours after its event.
 *
 * @throws UserError CONFLICT for a known key with different content; then no key is claimed
 */
export async function claimKeys(
  em: EntityManager,
  workspaceId: string,
  events: readonly CheckedEvent[],
): Promise<KeyedEvent[]> {
  const claims = events.flatMap(({ key }) =>
    key === null ? [] : [{ key: key.text, hash: hashContent(key.content) }],
  );
  if (claims.length === 0)
    return events.map((event) => ({ ...event, id: null, isRepeated: false }));
  // Sorted, so that two calls with the same keys cannot deadlock.
  claims.sort((a, b) => (a.key < b.key ? -1 : 1));
  const made = await insertKeys(em, workspaceId, claims);
  const known = await findKeys(
    em,
    workspaceId,
    claims.filter(({ key }) => !made.has(key)),
  );
  const keyed = events.map((event) => {
    const key = event.key?.text ?? null;
    const id = key === null ? null : (made.get(key) ?? known.get(key)?.eventId ?? null);
    return { ...event, id, isRepeated: key !== null && !made.has(key) };
  });
  const conflicts = findConflicts(keyed, known);
  if (conflicts.length === 0) return keyed;
  await releaseKeys(em, workspaceId, keyed);
  throw new UserError(conflicts);
}

/** Releases the keys of a refused call, since the caller may still commit its transaction. */
export async function releaseKeys(
  em: EntityManager,
  workspaceId: string,
  events: readonly KeyedEvent[],
): Promise<void> {
  const made = events.flatMap(({ key, isRepeated }) => (key && !isRepeated ? [key.text] : []));
  if (made.length === 0) return;
  await sql`
    delete from event_keys where workspace_id = ${workspaceId} and key = any(${made}::text[])
  `.execute(em.getKysely());
}

interface KeyClaim {
  key: string;
  hash: string;
}

interface KnownKey extends KeyClaim {
  eventId: string;
}

/** @returns the event ids of the keys that were new or expired */
async function insertKeys(
  em: EntityManager,
  workspaceId: string,
  claims: readonly KeyClaim[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; eventId: string }>`
    insert into event_keys as known (workspace_id, key, event_id, content_hash)
    select ${workspaceId}, key, new_id(), decode(hash, 'hex')
    from unnest(${claims.map((claim) => claim.key)}::text[], ${claims.map((claim) => claim.hash)}::text[])
      as claim (key, hash)
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
  claims: readonly KeyClaim[],
): Promise<Map<string, KnownKey>> {
  if (claims.length === 0) return new Map();
  const { rows } = await sql<KnownKey>`
    select key, event_id as "eventId", encode(content_hash, 'hex') as hash from event_keys
    where workspace_id = ${workspaceId} and key = any(${claims.map((claim) => claim.key)}::text[])
  `.execute(em.getKysely());
  return new Map(rows.map((row) => [row.key, row]));
}

function findConflicts(events: readonly KeyedEvent[], known: ReadonlyMap<string, KnownKey>) {
  return events.flatMap(({ key, isRepeated }, place) =>
    key === null || !isRepeated || isSameContent(key, known.get(key.text))
      ? []
      : [conflictAt(place)],
  );
}

/**
 * An erased event has no hash; its key goes on to stand for it. Also accepts the hash that version 0.1 stored, so that
 * its keys stay valid for their 24 hours after an upgrade.
 */
function isSameContent({ content }: EventKey, known: KnownKey | undefined): boolean {
  if (known === undefined) return false;
  if (known.hash === '') return true;
  return known.hash === hashContent(content) || known.hash === hashText(JSON.stringify(content));
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function conflictAt(place: number) {
  return {
    code: UserErrorCode.CONFLICT,
    message: 'This key was used in the last 24 hours for an event with different content.',
    field: `events.${place}.idempotencyKey`,
    retryAfterSeconds: null,
  };
}
