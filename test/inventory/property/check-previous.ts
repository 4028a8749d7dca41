import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';
import {
  findStatusChanges,
  listEvents,
  listUpdates,
  readObject,
  readPrevious,
  sortBy,
} from './trace-views.ts';

const types = ['item.updated', 'renter.updated', 'rent.updated', 'rent.status_changed'];

/** `previous` and `previousStatus` hold the earlier values, as recorded by PostgreSQL, of exactly the changed fields. */
export function checkPrevious(trace: Trace): void {
  const statusChanges = findStatusChanges(trace.changes);
  const updates = listUpdates(trace.changes).filter(
    ({ noun, transaction }) => noun !== 'item' || !statusChanges.has(transaction),
  );
  const seen = updates.map((update) => toPast(update.after, readPrevious(update)));
  const reported = listEvents(trace, ...types).map((event) => {
    const { previous, previousStatus: status } = event.body.data;
    return toPast(readObject(event), previous ?? { status });
  });
  expectSame(
    sortBy(reported, ({ state }) => state),
    sortBy(seen, ({ state }) => state),
  );
}

function toPast({ id, version }: { id: string; version: number }, previous: unknown) {
  return { state: `${id} version ${version}`, previous };
}
