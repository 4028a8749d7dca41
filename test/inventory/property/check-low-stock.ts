import { expectSame } from './expect-same.ts';
import type { Fields, Trace } from './read-trace.ts';
import { listEvents, listUpdates, readObject, sortBy } from './trace-views.ts';

/** Low-stock events match the crossings recorded by PostgreSQL, by item and version, each exactly once. */
export function checkLowStock(trace: Trace): void {
  const crossings = listUpdates(trace.changes).filter(
    ({ noun, before, after }) => noun === 'item' && !isBelow(before) && isBelow(after),
  );
  const seen = crossings.map(({ after }) => nameState(after));
  const reported = listEvents(trace, 'item.low_stock').map((event) => nameState(readObject(event)));
  expectSame(sortBy(reported, String), sortBy(seen, String));
}

function isBelow({ quantityInStock, minimumQuantity }: Fields): boolean {
  return Number(quantityInStock) < Number(minimumQuantity);
}

function nameState({ id, version }: Fields): string {
  return `${id} version ${version}`;
}
