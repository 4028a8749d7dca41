import { isDeepStrictEqual } from 'node:util';
import type { Change, Fields, Noun, SentEvent, Trace } from './read-trace.ts';

/** A change that left a row where there was one. */
export interface Update extends Change {
  before: Fields;
  after: Fields;
}

/** The changes of rows that were there before and after. */
export function listUpdates(changes: readonly Change[]): Update[] {
  return changes.filter(({ before, after }) => before && after) as Update[];
}

/** By transaction: the rent whose status it changed. Items that changed with it are stock that moved. */
export function findStatusChanges(changes: readonly Change[]): Map<string, Update> {
  const found = listUpdates(changes).filter(
    ({ noun, before, after }) => noun === 'rent' && before.status !== after.status,
  );
  return new Map(found.map((update) => [update.transaction, update]));
}

/** The fields that differ, but for the bookkeeping, as they were before. */
export function readPrevious({ before, after }: Update): Readonly<Record<string, unknown>> {
  const changed = Object.entries(before).filter(
    ([name, value]) =>
      name !== 'version' && name !== 'updatedAt' && !isDeepStrictEqual(value, after[name]),
  );
  return Object.fromEntries(changed);
}

/** The events of these types. */
export function listEvents({ events }: Trace, ...types: readonly string[]): SentEvent[] {
  return events.filter(({ type }) => types.includes(type));
}

/** The object that an event is about, as the event shows it. */
export function readObject({ type, body }: SentEvent): Fields {
  return body.data[type.split('.')[0] as Noun] as Fields;
}

/** What `previous` says of the pieces in stock; undefined when they are not in it. */
export function readPreviousStock({ body }: SentEvent): number | undefined {
  return (body.data.previous as { quantityInStock?: number } | undefined)?.quantityInStock;
}

/** The values in the order of their keys. */
export function sortBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
