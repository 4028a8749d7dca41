import type { EntityManager } from '../db/index.ts';
import { findDeliveries, type Delivery } from '../deliveries/index.ts';
import type { Changes, Position } from './read-changes.ts';

/** One message of the live stream. */
export interface LiveUpdate {
  /** The position of the stream: every earlier change was sent, or is covered by `gap`. */
  cursor: string;
  /** True when changes were left out: reload the list. */
  gap: boolean;
  /** The delivery at the time its change was read; null in the first message and in a gap. */
  delivery: Delivery | null;
}

/** A position in the change table: the database's epoch and a snapshot, opaque to clients. */
export function encodeCursor({ epoch, snapshot }: Position): string {
  return Buffer.from(`${epoch}/${snapshot}`).toString('base64url');
}

/** The deliveries that a subscriber follows. */
export interface LiveInterest {
  workspaceId: string;
  /** UUID; null for all webhooks of the workspace. */
  webhookId: string | null;
}

/** The changed deliveries by workspace; null when there are too many to send one by one. */
export type ChangedDeliveries = ReadonlyMap<string, readonly Delivery[] | null>;

/** Deliveries read with one statement. */
const idsAtOnce = 1_000;

/** Loads the current state of the changed deliveries of all workspaces, once for all subscribers. */
export async function loadChanged(
  em: EntityManager,
  { idsByWorkspace }: Changes,
): Promise<ChangedDeliveries> {
  const changed = new Map<string, Delivery[] | null>();
  for (const [workspaceId, ids] of idsByWorkspace) changed.set(workspaceId, ids && []);
  const workspaceIds = [...changed.keys()];
  const left = [...idsByWorkspace.values()].flatMap((ids) => [...(ids ?? [])]);
  while (left.length > 0) {
    const found = await findDeliveries(em, workspaceIds, left.splice(0, idsAtOnce));
    for (const delivery of found.values()) changed.get(delivery.workspaceId)?.push(delivery);
  }
  return changed;
}

/**
 * Returns the updates of one read for each interest: always the same objects for the same interest. All but the last
 * carry the previous cursor, so that a client that lost its connection half-way gets the rest again.
 */
export function createUpdates(
  changed: ChangedDeliveries,
  cursors: { before: string; present: string },
): (interest: LiveInterest) => readonly LiveUpdate[] {
  const updatesByInterest = new Map<string, readonly LiveUpdate[]>();
  const gap = [{ cursor: cursors.present, gap: true, delivery: null }];

  function create({ workspaceId, webhookId }: LiveInterest): readonly LiveUpdate[] {
    const rows = changed.get(workspaceId);
    if (rows === null) return gap;
    const mine = (rows ?? []).filter((row) => webhookId === null || row.webhookId === webhookId);
    return mine.map((delivery, index) => ({
      cursor: index === mine.length - 1 ? cursors.present : cursors.before,
      gap: false,
      delivery,
    }));
  }

  return (interest) => {
    const name = `${interest.workspaceId} ${interest.webhookId}`;
    const updates = updatesByInterest.get(name) ?? create(interest);
    updatesByInterest.set(name, updates);
    return updates;
  };
}
