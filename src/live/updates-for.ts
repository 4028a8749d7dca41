import type { EntityManager } from '../db/index.ts';
import { findDeliveries, type Delivery } from '../deliveries/index.ts';
import type { LiveUpdate } from './live-update.ts';
import type { Changes } from './read-changes.ts';

/** What a subscriber wants to hear of. */
export interface LiveInterest {
  workspaceId: string;
  /** UUID; null for all webhooks of the workspace. */
  webhookId: string | null;
}

/** The changed deliveries of each workspace; null where there are too many to tell one by one. */
export type ChangedDeliveries = ReadonlyMap<string, readonly Delivery[] | null>;

/** Loads what has changed as it is now, once for all subscribers. */
export async function loadChanged(
  em: EntityManager,
  { idsByWorkspace }: Changes,
): Promise<ChangedDeliveries> {
  const changed = new Map<string, readonly Delivery[] | null>();
  for (const [workspaceId, ids] of idsByWorkspace) {
    const found = ids && (await findDeliveries(em, workspaceId, [...ids]));
    changed.set(workspaceId, found && [...found.values()]);
  }
  return changed;
}

/**
 * What one read means to one subscriber. All updates but the last carry the cursor from before, so
 * that a client which lost its connection half-way is told the rest again.
 */
export function updatesFor(
  { workspaceId, webhookId }: LiveInterest,
  changed: ChangedDeliveries,
  cursors: { before: string; present: string },
): LiveUpdate[] {
  const rows = changed.get(workspaceId) ?? [];
  if (changed.get(workspaceId) === null)
    return [{ cursor: cursors.present, gap: true, delivery: null }];
  const mine = webhookId === null ? rows : rows.filter((row) => row.webhookId === webhookId);
  return mine.map((delivery, index) => ({
    cursor: index === mine.length - 1 ? cursors.present : cursors.before,
    gap: false,
    delivery,
  }));
}
