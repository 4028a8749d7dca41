import type { EntityManager } from '../db/index.ts';
import { findWebhooks, type ShownWebhook } from '../webhooks/index.ts';

/** Ids (UUIDs) of webhooks by workspace; null when it is not known which, or too many. */
export type WebhookIds = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Webhooks whose counts have changed and were not shown yet. */
export interface CountsOrder {
  waiting: WebhookIds;
  /** Whether they are shown now: counts change with every delivery. */
  areDue: boolean;
}

/** The changed webhooks of one read. */
export interface WebhookBatch {
  /** Webhooks with another setting, state or health. */
  changed: WebhookIds;
  /** Webhooks with other counts. */
  counted: WebhookIds;
  /** Webhooks whose counts are shown by a later read. */
  waiting: WebhookIds;
  /** By UUID; deleted ones are missing. */
  webhooks: ReadonlyMap<string, ShownWebhook>;
}

/** Loads the changed webhooks of all workspaces with one statement. */
export async function readWebhooks(
  em: EntityManager,
  changed: WebhookIds,
  newlyCounted: WebhookIds,
  { waiting, areDue }: CountsOrder,
): Promise<WebhookBatch> {
  const all = mergeIds(waiting, newlyCounted);
  const counted: WebhookIds = areDue ? all : new Map();
  const told = mergeIds(changed, counted);
  const ids = [...told.values()].flatMap((some) => [...(some ?? [])]);
  const webhooks: WebhookBatch['webhooks'] =
    ids.length > 0 ? await findWebhooks(em, [...told.keys()], ids) : new Map();
  return { changed, counted, waiting: areDue ? new Map() : all, webhooks };
}

function mergeIds(one: WebhookIds, other: WebhookIds): WebhookIds {
  const merged = new Map(one);
  for (const [workspaceId, ids] of other) {
    const known = merged.get(workspaceId);
    const isKnown = known !== null && ids !== null;
    merged.set(workspaceId, isKnown ? new Set([...(known ?? []), ...ids]) : null);
  }
  return merged;
}
