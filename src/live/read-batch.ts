import { IsolationLevel } from '@mikro-orm/core';
import { renewEpoch, type Database, type EntityManager } from '../db/index.ts';
import { findDeliveries, type Delivery } from '../deliveries/index.ts';
import type { DeliveryInterest } from './delivery-interest.ts';
import { findMissed, isContinuable } from './find-missed.ts';
import { findTexts, type TextSearch } from './find-texts.ts';
import type { ChangedDeliveries, ReadPart } from './live-update.ts';
import type { Position } from './position.ts';
import { readChanges, type Changes, type Followed, type Present } from './read-changes.ts';
import { readMissed } from './read-missed.ts';
import {
  readWebhooks,
  type CountsOrder,
  type WebhookBatch,
  type WebhookIds,
} from './read-webhooks.ts';

/** The input of one read of the feed. */
export interface BatchOrder {
  /** Null to start at the present. */
  since: Position | null;
  followed: Followed;
  /** Subscribers that continue from a cursor of theirs. */
  continued: readonly Continued[];
  searches: readonly TextSearch[];
  counts: CountsOrder;
}

export interface Continued {
  interest: DeliveryInterest;
  after: Position;
}

/** All that has changed, as one snapshot of the database shows it. */
export interface Batch
  extends ChangedDeliveries, Pick<Changes, 'lagSeconds' | 'endedWorkspaceIds'> {
  present: Present;
  /** The changes since the last read, by workspace; null when they are unknown or too many. */
  parts: ReadonlyMap<string, ReadPart | null>;
  /** The changes that a continued subscriber has missed; null when they are unknown or too many. */
  missed: ReadonlyMap<Continued, readonly ReadPart[] | null>;
  webhooks: WebhookBatch;
}

/** Deliveries read with one statement. */
const idsAtOnce = 1_000;
const oneSnapshot = { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true };

/**
 * Reads a batch in one transaction: a delivery is shown as its changes up to the snapshot left it, so that a later
 * change is never shown twice. A copied or restored database gets a new epoch first.
 */
export async function readBatch(database: Database, order: BatchOrder): Promise<Batch> {
  const batch = await database.em.fork().transactional((em) => readAt(em, order), oneSnapshot);
  if (batch) return batch;
  await renewEpoch(database.em.fork());
  return readBatch(database, order);
}

async function readAt(em: EntityManager, order: BatchOrder): Promise<Batch | null> {
  const { since, followed, continued, searches } = order;
  const changes = await readChanges(em, since?.snapshot ?? null, followed);
  const { present, lagSeconds, endedWorkspaceIds } = changes;
  if (!present.isEpochValid) return null;
  const parts = toParts(since, changes, followed);
  const missed = await readMissedParts(em, continued, present);
  const all = [...parts.values(), ...[...missed.values()].flat()];
  const ids = new Set(all.flatMap((part) => part?.ids ?? []));
  const workspaceIds = new Set([
    ...parts.keys(),
    ...continued.map(({ interest }) => interest.workspaceId),
  ]);
  const deliveries = await loadDeliveries(em, [...workspaceIds], [...ids]);
  const findText = await findTexts(em, searches, deliveries.values());
  const counted = listCounted(parts, deliveries, followed.webhooks);
  const webhooks = await readWebhooks(
    em,
    toChanged(since, changes, followed),
    counted,
    order.counts,
  );
  return { present, parts, missed, deliveries, findText, webhooks, lagSeconds, endedWorkspaceIds };
}

function toChanged(
  since: Position | null,
  { present: { epoch }, webhookIds }: Changes,
  followed: Followed,
): WebhookIds {
  if (since === null) return new Map();
  return since.epoch === epoch ? webhookIds : allUnknown(followed.webhooks);
}

function allUnknown(workspaceIds: readonly string[]): Map<string, null> {
  return new Map(workspaceIds.map((id) => [id, null]));
}

/** The webhooks of the changed deliveries. */
function listCounted(
  parts: Batch['parts'],
  deliveries: Batch['deliveries'],
  workspaceIds: readonly string[],
): WebhookIds {
  const followed = workspaceIds.filter((id) => parts.has(id));
  return new Map(
    followed.map((workspaceId) => {
      const ids = parts.get(workspaceId)?.ids;
      return [
        workspaceId,
        ids ? new Set(ids.flatMap((id) => deliveries.get(id)?.webhookId ?? [])) : null,
      ];
    }),
  );
}

/** The changes since a position of another epoch are unknown. */
function toParts(
  since: Position | null,
  { present: { epoch, snapshot }, deliveryIds }: Changes,
  followed: Followed,
): Map<string, ReadPart | null> {
  if (since === null) return new Map();
  if (since.epoch !== epoch) return allUnknown(followed.deliveries);
  const from = since.snapshot;
  return new Map(
    [...deliveryIds].map(([workspaceId, ids]) => [
      workspaceId,
      ids && { epoch, from, until: snapshot, ids: [...ids].sort() },
    ]),
  );
}

async function readMissedParts(
  em: EntityManager,
  continued: readonly Continued[],
  present: Present,
): Promise<Map<Continued, ReadPart[] | null>> {
  const snapshots = new Map<string, string[]>();
  for (const { interest, after } of continued) {
    if (!isContinuable(after, present)) continue;
    const known = snapshots.get(interest.workspaceId) ?? [];
    snapshots.set(interest.workspaceId, [...known, after.snapshot]);
  }
  const missed = await readMissed(em, snapshots);
  return new Map(
    continued.map((one) => {
      const { interest, after } = one;
      const changes = isContinuable(after, present) ? missed.get(interest.workspaceId) : undefined;
      return [one, changes ? findMissed(after, changes, interest, present) : null];
    }),
  );
}

async function loadDeliveries(
  em: EntityManager,
  workspaceIds: readonly string[],
  ids: string[],
): Promise<Map<string, Delivery>> {
  const found: [string, Delivery][] = [];
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    found.push(...(await findDeliveries(em, workspaceIds, ids.slice(at, at + idsAtOnce))));
  }
  return new Map(found);
}
