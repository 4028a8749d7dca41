import { expectSame } from './expect-same.ts';
import type { Fields, Trace } from './read-trace.ts';
import { listEvents, listUpdates, readObject, sortBy } from './trace-views.ts';

/** The crossings that PostgreSQL saw, by item and version, are the events: none twice, none missing. */
export function checkLowStock(trace: Trace): void {
  const crossings = listUpdates(trace.changes).filter(
    ({ noun, before, after }) => noun === 'item' && !isBelow(before) && isBelow(after),
  );
  const seen = crossings.map(({ after }) => nameState(after));
  const told = listEvents(trace, 'item.low_stock').map((event) => nameState(readObject(event)));
  expectSame(sortBy(told, String), sortBy(seen, String));
}

function isBelow({ quantityInStock, minimumQuantity }: Fields): boolean {
  return Number(quantityInStock) < Number(minimumQuantity);
}

function nameState({ id, version }: Fields): string {
  return `${id} version ${version}`;
}
