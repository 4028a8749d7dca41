import { isDeepStrictEqual } from 'node:util';

/** What every row of the inventory carries. */
export interface Revision {
  /** From 1, and one more with each change of the row, deleting it included. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Values to give a row; what is undefined stays as it is. */
export type Changes<Row> = { readonly [Key in keyof Row]?: Row[Key] | undefined };

/** The revision of a new row. */
export function beginRevision(now: Date): Revision {
  return { version: 1, createdAt: now, updatedAt: now };
}

/** Counts one more change. The time never goes back, though the clocks of several nodes may differ. */
export function revise(row: Revision, now: Date): void {
  row.version += 1;
  if (now > row.updatedAt) row.updatedAt = now;
}

/** Writes the changes into the row. @returns the previous values of what really changed, and of nothing else */
export function applyChanges<Row extends object>(row: Row, changes: Changes<Row>): Partial<Row> {
  const previous: Partial<Row> = {};
  for (const key of Object.keys(changes) as (keyof Row)[]) {
    const value = changes[key];
    if (value === undefined || isDeepStrictEqual(row[key], value)) continue;
    previous[key] = row[key];
    row[key] = value;
  }
  return previous;
}

/** Whether `applyChanges` changed anything. */
export function isChanged(previous: object): boolean {
  return Object.keys(previous).length > 0;
}
