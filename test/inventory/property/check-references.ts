import type { RentLine } from '../../../src/inventory/rents/rent.entity.ts';
import { expectSame } from './expect-same.ts';
import type { Trace } from './read-trace.ts';

/** The renter and the items of every RESERVED or ACTIVE rent exist. */
export function checkReferences({ rows }: Trace): void {
  const there = new Set(rows.map(({ fields }) => fields.id));
  const open = rows.filter(
    ({ fields: { status } }) => status === 'RESERVED' || status === 'ACTIVE',
  );
  const torn = open.filter(({ fields: { renterId, lines } }) => {
    const itemIds = (lines as RentLine[]).map(({ itemId }) => itemId);
    return ![renterId as string, ...itemIds].every((id) => there.has(id));
  });
  expectSame(torn, []);
}
