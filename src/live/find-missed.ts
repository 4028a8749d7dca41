import type { DeliveryInterest } from './delivery-interest.ts';
import type { ReadPart } from './live-update.ts';
import type { Position } from './position.ts';
import { idsMax, type Present } from './read-changes.ts';
import { leastUnseen, type MissedChanges, type MissedRow } from './read-missed.ts';
import { isVisible, parseSnapshot } from './snapshot.ts';

/**
 * Whether the changes after a position can be read: it is of this database, from the past, and no change after it has
 * been deleted.
 */
export function isContinuable({ epoch, snapshot, sent }: Position, present: Present): boolean {
  const [before, now] = [parseSnapshot(snapshot), parseSnapshot(present.snapshot)];
  const until = sent ? parseSnapshot(sent.until) : before;
  if (!before || !until || !now || epoch !== present.epoch) return false;
  const isPast = before.xmax <= until.xmax && until.xmax <= now.xmax;
  return isPast && leastUnseen(before) > present.deletedTo;
}

/**
 * Finds the changes after a position, up to the present: the rest of a read that was sent in part, then all later ones.
 * A delivery that has changed in both is only in the second part.
 *
 * @returns null when there are too many, or some were not read
 */
export function findMissed(
  { epoch, snapshot, sent }: Position,
  missed: MissedChanges,
  { streamName }: Pick<DeliveryInterest, 'streamName'>,
  present: Pick<Present, 'snapshot'>,
): ReadPart[] | null {
  const before = parseSnapshot(snapshot);
  if (!before || (missed.cutAt !== null && leastUnseen(before) <= missed.cutAt)) return null;
  const rows = missed.rows.filter(({ xid }) => !isVisible(xid, before));
  if (listIds(rows).length > missedMax) return null;
  // Another subscription was sent other deliveries of that read.
  const part = sent?.streamName === streamName ? sent : null;
  const until = part && parseSnapshot(part.until);
  if (!until) return [{ epoch, from: snapshot, until: present.snapshot, ids: listIds(rows) }];
  const later = listIds(rows.filter(({ xid }) => !isVisible(xid, until)));
  const rest = listIds(rows).filter((id) => id > part.deliveryId && !later.includes(id));
  return [
    { epoch, from: snapshot, until: part.until, ids: rest },
    { epoch, from: part.until, until: present.snapshot, ids: later },
  ];
}

/** Leaves a place for the first message in a queue of as many updates as a read may send. */
const missedMax = idsMax - 1;

function listIds(rows: readonly MissedRow[]): string[] {
  return [...new Set(rows.flatMap(({ ids }) => ids))].sort();
}
