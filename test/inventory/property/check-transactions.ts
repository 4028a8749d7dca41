import { isDeepStrictEqual } from 'node:util';
import { expectSame } from './expect-same.ts';
import type { Change, Fields, SentEvent, Trace } from './read-trace.ts';
import { findStatusChanges, readObject, sortBy } from './trace-views.ts';

/**
 * What PostgreSQL saw change says which events there are, in which transaction and with which object;
 * and there are no others. The past that they tell, and low stock, have checks of their own.
 */
export function checkTransactions({ changes, events }: Trace): void {
  const statusChanges = findStatusChanges(changes);
  const seen = changes.flatMap((change) => {
    const type = nameEvent(change, statusChanges.has(change.transaction));
    return type === null ? [] : [expectEvent(change, type, events)];
  });
  const others = events.filter(({ type }) => type !== 'item.low_stock');
  const keyOf = ({ transaction, type }: { transaction: string; type: string }) =>
    `${transaction} ${type}`;
  expectSame(sortBy(others.map(toTold), keyOf), sortBy(seen, keyOf));
  const strange = events.filter((event) => !isState(event, changes));
  expectSame(strange, []);
}

/** Null for stock that a rent moved: the event of the rent tells it. */
function nameEvent({ noun, before, after }: Change, isStatusChange: boolean): string | null {
  if (!before) return `${noun}.created`;
  if (!after) return `${noun}.deleted`;
  if (!isStatusChange) return `${noun}.updated`;
  return noun === 'rent' ? 'rent.status_changed' : null;
}

function expectEvent({ before, after, transaction }: Change, type: string, events: SentEvent[]) {
  const object = after ?? expectDeleted(before!, transaction, events);
  return { transaction, type, object, timestamp: toSeconds(object.updatedAt) };
}

/** A row is gone before it gets its last version and time: the next version, and a later time. */
function expectDeleted(before: Fields, transaction: string, events: SentEvent[]): Fields {
  const told = events.find((event) => event.transaction === transaction);
  const at = told ? readObject(told).updatedAt : '';
  const updatedAt = at > before.updatedAt ? at : 'a later time';
  return { ...before, version: before.version + 1, updatedAt };
}

function toTold(event: SentEvent) {
  const { transaction, type, body } = event;
  return { transaction, type, object: readObject(event), timestamp: body.timestamp };
}

/** RFC 3339 to the second. */
function toSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}

/** Low stock shows the item as a change of the same transaction left it. */
function isState(event: SentEvent, changes: readonly Change[]): boolean {
  if (event.type !== 'item.low_stock') return true;
  return changes.some(
    ({ transaction, after }) =>
      transaction === event.transaction && isDeepStrictEqual(after, readObject(event)),
  );
}
