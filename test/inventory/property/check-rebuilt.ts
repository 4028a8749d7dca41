import { expectSame } from './expect-same.ts';
import { rebuildObjects } from './rebuild-objects.ts';
import type { Trace } from './read-trace.ts';

/** Who has every event has the rows, with every field; what was deleted is gone. */
export function checkRebuilt({ events, rows }: Trace): void {
  const { present, misfits } = rebuildObjects(events);
  expectSame(misfits, []);
  expectSame(present, new Map(rows.map(({ fields }) => [fields.id, fields])));
}
