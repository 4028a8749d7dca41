import type { RentLine } from '../../../src/inventory/rents/rent.entity.ts';
import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';
import { listEvents, readObject, readPreviousStock } from './trace-views.ts';

/** Stock of each item: its initial quantity, plus the changes by updates, minus the lines of ACTIVE rents. */
export function checkStock(trace: Trace): void {
  const stock = new Map<string, number>();
  const add = (id: string, pieces: number) => stock.set(id, (stock.get(id) ?? 0) + pieces);
  for (const event of listEvents(trace, 'item.created', 'item.updated')) {
    const { id, quantityInStock } = readObject(event);
    const before = event.type === 'item.created' ? 0 : readPreviousStock(event);
    if (before !== undefined) add(id, Number(quantityInStock) - before);
  }
  for (const { noun, fields } of trace.rows) {
    if (noun !== 'rent' || fields.status !== 'ACTIVE') continue;
    for (const { itemId, quantity } of fields.lines as RentLine[]) add(itemId, -quantity);
  }
  const items = trace.rows.filter(({ noun }) => noun === 'item').map(({ fields }) => fields);
  const here = items.map(({ id, quantityInStock }) => ({ id, quantityInStock }));
  expectSame(
    here,
    here.map(({ id }) => ({ id, quantityInStock: stock.get(id) })),
  );
}
