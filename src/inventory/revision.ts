import { isDeepStrictEqual } from 'node:util';

/** Columns of every row of the inventory. */
export interface Revision {
  /** Starts at 1; each change of the row adds one, including its deletion. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** New values for a row; undefined leaves a value unchanged. */
export type Changes<Row> = { readonly [Key in keyof Row]?: Row[Key] | undefined };

/** Returns the revision of a new row. */
export function beginRevision(now: Date): Revision {
  return { version: 1, createdAt: now, updatedAt: now };
}

/** Counts one more change. `updatedAt` never goes back, although the clocks of nodes may differ. */
export function revise(row: Revision, now: Date): void {
  row.version += 1;
  if (now > row.updatedAt) row.updatedAt = now;
}

/** Applies the changes to the row. @returns the previous values of only those fields that changed */
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
