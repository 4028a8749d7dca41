import { isDeepStrictEqual } from 'node:util';
import { expectSame } from './expect-same.ts';
import type { Change, Fields, SentEvent, Trace } from './read-trace.ts';
import { findStatusChanges, readObject, sortBy } from './trace-views.ts';

/**
 * The changes recorded by PostgreSQL determine the events, with their transactions and objects; there are
 * no others. Previous values and low stock have separate checks.
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
  expectSame(sortBy(others.map(toReported), keyOf), sortBy(seen, keyOf));
  const strange = events.filter((event) => !isState(event, changes));
  expectSame(strange, []);
}

/** Null for stock moved by a rent, because the event of the rent reports it. */
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

/** A deletion is not recorded with its final values: expects the next version and a later time. */
function expectDeleted(before: Fields, transaction: string, events: SentEvent[]): Fields {
  const reported = events.find((event) => event.transaction === transaction);
  const at = reported ? readObject(reported).updatedAt : '';
  const updatedAt = at > before.updatedAt ? at : 'a later time';
  return { ...before, version: before.version + 1, updatedAt };
}

function toReported(event: SentEvent) {
  const { transaction, type, body } = event;
  return { transaction, type, object: readObject(event), timestamp: body.timestamp };
}

/** RFC 3339 to the second. */
function toSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}

/** A low-stock event contains the item after a change in the same transaction. */
function isState(event: SentEvent, changes: readonly Change[]): boolean {
  if (event.type !== 'item.low_stock') return true;
  return changes.some(
    ({ transaction, after }) =>
      transaction === event.transaction && isDeepStrictEqual(after, readObject(event)),
  );
}
