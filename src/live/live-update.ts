import { decideMatch, type Delivery } from '../deliveries/index.ts';
import type { DeliveryInterest } from './delivery-interest.ts';
import type { FindText } from './find-texts.ts';
import { encodeCursor } from './position.ts';

/** One message of the stream of deliveries. */
export interface LiveUpdate {
  /** The position of the stream: every earlier change was sent, or is covered by `gap`. */
  cursor: string;
  /** True when changes were left out: load the list again. */
  gap: boolean;
  /** True in the first message of a subscription that does not continue another one: load the list. */
  isStart: boolean;
  /** The delivery as it was when its change was read; null in a message that has only a cursor, and in a gap. */
  delivery: Delivery | null;
  /** False for a delivery that may have matched the filter before and does not match any more. */
  isMatch: boolean;
}

/** A message without a delivery. Without a meaning, it only brings a cursor. */
export function createSignal(cursor: string, meaning?: 'gap' | 'start'): LiveUpdate {
  const [gap, isStart] = [meaning === 'gap', meaning === 'start'];
  return { cursor, gap, isStart, delivery: null, isMatch: true };
}

/** Changed deliveries between two snapshots. */
export interface ReadPart {
  epoch: string;
  from: string;
  until: string;
  /** UUIDs, sorted. */
  ids: readonly string[];
}

/** The present state of what has changed. */
export interface ChangedDeliveries {
  /** By UUID. */
  deliveries: ReadonlyMap<string, Delivery>;
  findText: FindText;
}

/**
 * Returns the updates of one part for an interest, in the order of the ids. The cursor of each says that exactly the
 * updates up to it were sent, so that a client that loses its connection half-way gets only the rest.
 *
 * @returns null when it is not known which deliveries match
 */
export function createUpdates(
  { epoch, from, until, ids }: ReadPart,
  { deliveries, findText }: ChangedDeliveries,
  { workspaceId, criteria, streamName }: DeliveryInterest,
): LiveUpdate[] | null {
  const updates: LiveUpdate[] = [];
  for (const id of ids) {
    const delivery = deliveries.get(id);
    if (delivery?.workspaceId !== workspaceId) continue;
    const match = decideMatch(criteria, delivery);
    if (match === 'other') continue;
    const { text } = criteria;
    const textMatch = text === null ? 'found' : findText(delivery.eventId, text);
    if (textMatch === null) return null;
    if (textMatch === 'absent') continue;
    const sent = { until, deliveryId: id, streamName };
    const cursor = encodeCursor({ epoch, snapshot: from, sent }, workspaceId);
    const isMatch = match === 'matches' && textMatch === 'found';
    updates.push({ ...createSignal(cursor), delivery, isMatch });
  }
  const last = updates.at(-1);
  if (last) last.cursor = encodeCursor({ epoch, snapshot: until, sent: null }, workspaceId);
  return updates;
}
