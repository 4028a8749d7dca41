import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';
import { findStatusChanges, listUpdates, readPrevious, type Update } from './trace-views.ts';

/** No quantity was ever negative. */
export function checkQuantities({ changes }: Trace): void {
  const negative = changes.filter(({ after }) => Number(after?.quantityInStock ?? 0) < 0);
  expectSame(negative, []);
}

/** No row was rewritten with unchanged values. */
export function checkReasons({ changes }: Trace): void {
  const empty = listUpdates(changes).filter(
    (update) => Object.keys(readPrevious(update)).length === 0,
  );
  expectSame(empty, []);
}

/**
 * `updatedAt` is the time of the last change; `createdAt` never changes. The clock advances at each
 * reading, so every change has a later time. A rent reads the clock before it locks its items: an item
 * that changed in between keeps its own, later time.
 */
export function checkTimes({ changes }: Trace): void {
  const statusChanges = findStatusChanges(changes);
  const wrong = listUpdates(changes).filter(
    (update) =>
      update.after.createdAt !== update.before.createdAt ||
      !isInTime(update, statusChanges.get(update.transaction)),
  );
  expectSame(wrong, []);
}

function isInTime({ noun, before, after }: Update, statusChange: Update | undefined): boolean {
  if (noun !== 'item' || !statusChange) return after.updatedAt > before.updatedAt;
  const now = statusChange.after.updatedAt;
  return after.updatedAt === (now > before.updatedAt ? now : before.updatedAt);
}
