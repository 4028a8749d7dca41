import { isDeepStrictEqual } from 'node:util';
import { collectMoves, type Move } from './collect-moves.ts';
import type { Fields, SentEvent } from './read-trace.ts';
import { readObject, readPreviousStock } from './trace-views.ts';

/** What the events tell of the objects. */
export interface Rebuilt {
  /** By id, those that are not deleted. */
  present: Map<string, Fields>;
  /** Histories that cannot be: a version twice or missing, something after the end. */
  misfits: SentEvent[][];
}

/**
 * Rebuilds items, renters and rents from all events of a workspace, in the order of the versions. An
 * item needs the events of rents too: each version that has no event of its own is stock that a rent
 * moved.
 */
export function rebuildObjects(events: readonly SentEvent[]): Rebuilt {
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
 * An object at the end of its history. An item's own events say to what an update set the stock, and
 * from what: what was added is known, wherever the moves lie between them. Others have no moves.
 */
function replay(history: readonly SentEvent[], moves: readonly Move[]): Fields {
  const told = readObject(history.at(-1)!);
  const version = history.length + moves.length;
  if (!('quantityInStock' in told)) return { ...told, version };
  const added = [...history.map(readAdded), ...moves.map(({ pieces }) => pieces)];
  const quantityInStock = added.reduce((sum, pieces) => sum + pieces, 0);
  const updatedAt = [told.updatedAt, ...moves.map(({ at }) => at)].sort().at(-1)!;
  return { ...told, quantityInStock, version, updatedAt };
}

function readAdded(event: SentEvent): number {
  const now = Number(readObject(event).quantityInStock);
  if (event.type === 'item.created') return now;
  return now - (readPreviousStock(event) ?? now);
}

/** It begins with `created`, nothing follows a `deleted`, and no version comes twice. */
function isHistory(history: readonly SentEvent[]): boolean {
  const versions = history.map((event) => readObject(event).version);
  return (
    versions[0] === 1 &&
    new Set(versions).size === versions.length &&
    history.every(({ type }, place) => type.endsWith('.created') === (place === 0)) &&
    history.slice(0, -1).every(({ type }) => !type.endsWith('.deleted'))
  );
}
