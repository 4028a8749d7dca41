import { isDeepStrictEqual } from 'node:util';
import type { Change, Fields, Noun, SentEvent, Trace } from './read-trace.ts';

/** A change of a row that existed before and after. */
export interface Update extends Change {
  before: Fields;
  after: Fields;
}

/** Lists the changes that are updates. */
export function listUpdates(changes: readonly Change[]): Update[] {
  return changes.filter(({ before, after }) => before && after) as Update[];
}

/** Finds changes of rent status by transaction. Item changes in the same transaction are stock moves. */
export function findStatusChanges(changes: readonly Change[]): Map<string, Update> {
  const found = listUpdates(changes).filter(
    ({ noun, before, after }) => noun === 'rent' && before.status !== after.status,
  );
  return new Map(found.map((update) => [update.transaction, update]));
}

/** Previous values of the changed fields, except `version` and `updatedAt`. */
export function readPrevious({ before, after }: Update): Readonly<Record<string, unknown>> {
  const changed = Object.entries(before).filter(
    ([name, value]) =>
      name !== 'version' && name !== 'updatedAt' && !isDeepStrictEqual(value, after[name]),
  );
  return Object.fromEntries(changed);
}

/** Lists the events of these types. */
export function listEvents({ events }: Trace, ...types: readonly string[]): SentEvent[] {
  return events.filter(({ type }) => types.includes(type));
}

/** The object in an event. */
export function readObject({ type, body }: SentEvent): Fields {
  return body.data[type.split('.')[0] as Noun] as Fields;
}

/** `previous.quantityInStock`; undefined if it is missing. */
export function readPreviousStock({ body }: SentEvent): number | undefined {
  return (body.data.previous as { quantityInStock?: number } | undefined)?.quantityInStock;
}

/** Sorts the values by their keys. */
export function sortBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
