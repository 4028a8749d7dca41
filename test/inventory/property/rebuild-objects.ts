import { isDeepStrictEqual } from 'node:util';
import { collectMoves, type Move } from './collect-moves.ts';
import { expectSame } from './expect-same.ts';
import type { Fields, SentEvent, Trace } from './read-trace.ts';
import { readObject, readPreviousStock } from './trace-views.ts';

/** Objects rebuilt from events. */
interface Rebuilt {
  /** Objects that are not deleted, by id. */
  present: Map<string, Fields>;
  /** Invalid histories: a duplicate or missing version, or an event after the deletion. */
  misfits: SentEvent[][];
}

/** The events alone rebuild the rows, with every field; deleted objects stay gone. */
export function checkRebuilt({ events, rows }: Trace): void {
  const { present, misfits } = rebuildObjects(events);
  expectSame(misfits, []);
  expectSame(present, new Map(rows.map(({ fields }) => [fields.id, fields])));
}

/**
 * Rebuilds items, renters and rents from all events of a workspace, in order of their versions. Items also
 * need the events of rents: each version without its own event is a stock move by a rent.
 */
function rebuildObjects(events: readonly SentEvent[]): Rebuilt {
  const moves = collectMoves(events);
  const rebuilt: Rebuilt = { present: new Map(), misfits: [] };
  const own = events.filter(({ type }) => type !== 'item.low_stock');
  for (const [id, unsorted] of Map.groupBy(own, (event) => readObject(event).id)) {
    const history = unsorted.toSorted((a, b) => readObject(a).version - readObject(b).version);
    const fields = replay(history, moves.get(id) ?? []);
    const last = history.at(-1)!;
    const isDeleted = last.type.endsWith('.deleted');
    if (!isDeleted) rebuilt.present.set(id, fields);
    const isWhole = !isDeleted || isDeepStrictEqual(fields, readObject(last));
    if (!isWhole || !isHistory(history)) rebuilt.misfits.push(history);
  }
  return rebuilt;
}

/**
 * Returns an object at the end of its history. An item's own events give the quantity before and after each
 * update, so the difference is known wherever the moves lie in between. Other objects have no moves.
 */
function replay(history: readonly SentEvent[], moves: readonly Move[]): Fields {
  const reported = readObject(history.at(-1)!);
  const version = history.length + moves.length;
  if (!('quantityInStock' in reported)) return { ...reported, version };
  const added = [...history.map(readAdded), ...moves.map(({ pieces }) => pieces)];
  const quantityInStock = added.reduce((sum, pieces) => sum + pieces, 0);
  const updatedAt = [reported.updatedAt, ...moves.map(({ at }) => at)].sort().at(-1)!;
  return { ...reported, quantityInStock, version, updatedAt };
}

function readAdded(event: SentEvent): number {
  const now = Number(readObject(event).quantityInStock);
  if (event.type === 'item.created') return now;
  return now - (readPreviousStock(event) ?? now);
}

/** Starts with `created`, ends at `deleted` if there is one, and has no version twice. */
function isHistory(history: readonly SentEvent[]): boolean {
  const versions = history.map((event) => readObject(event).version);
  return (
    versions[0] === 1 &&
    new Set(versions).size === versions.length &&
    history.every(({ type }, place) => type.endsWith('.created') === (place === 0)) &&
    history.slice(0, -1).every(({ type }) => !type.endsWith('.deleted'))
  );
}
