import type { EventTypeName } from '../../catalogue/index.ts';

/** Something that happened in the shop, as `publishEvents` takes it. */
export interface ShopEvent {
  type: EventTypeName;
  data: Readonly<Record<string, unknown>>;
}

/** A part of the story: each step is one change with all its events; at the end stands what came of it. */
export type Telling<Result = void> = Generator<ShopEvent[], Result>;

/** What every thing in the shop carries. */
export interface Bookkeeping {
  /** From 1, and one more with each change. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** The bookkeeping of a new thing. */
export function beginBookkeeping(): Bookkeeping {
  const now = toInstant(new Date());
  return { version: 1, createdAt: now, updatedAt: now };
}

/** Changes a thing in place. */
export function revise<Thing extends Bookkeeping>(thing: Thing, changes: Partial<Thing>): void {
  const updatedAt = toInstant(new Date());
  Object.assign(thing, changes, { version: thing.version + 1, updatedAt });
}

/** RFC 3339 in UTC, to the second. */
export function toInstant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
